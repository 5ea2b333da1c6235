/**
 * The station's radio as a pure state machine: what a script asks and what time brings, in; the next state, and how long
 * until time brings something, out. What `status()` shows follows from it, in the order in which MicroPython's
 * ports/esp32/network_wlan.c looks. It owns no timer and no memory.
 */
import { WifiReason, WifiStatus } from '../syscall';
import { choose, type AccessPoint, type Credentials, type WifiWorld } from './accessPoints';

export interface WifiState {
  readonly link:
    | { readonly kind: 'off' }
    | { readonly kind: 'idle' }
    | { readonly kind: 'trying'; readonly credentials: Credentials }
    | { readonly kind: 'joined'; readonly credentials: Credentials; readonly accessPoint: AccessPoint };
  /** Why the last connection ended or did not come about. Only an address makes the driver forget it. */
  readonly reason: number;
  /** The program has asked for a connection and not taken that back. */
  readonly isRequested: boolean;
  readonly failedAttempts: number;
  /** How often to try again; -1: for ever. */
  readonly reconnects: number;
}

export type WifiEvent =
  | { readonly kind: 'activate' }
  | { readonly kind: 'deactivate' }
  | { readonly kind: 'connect'; readonly credentials: Credentials }
  | { readonly kind: 'disconnect' }
  | { readonly kind: 'reconnects'; readonly count: number }
  /** The access point that was joined does not answer any more. */
  | { readonly kind: 'lost' }
  /** The delay that the last step asked for has passed. */
  | { readonly kind: 'elapsed' };

export interface WifiStep {
  readonly state: WifiState;
  /** When to report `elapsed`: after so many milliseconds, as was asked before, or never. */
  readonly elapsesIn: number | 'unchanged' | 'never';
}

export const SWITCHED_OFF: WifiState = {
  link: { kind: 'off' },
  reason: WifiReason.none,
  isRequested: false,
  failedAttempts: 0,
  reconnects: -1,
};

/** How long the radio looks for an access point that is not there, or takes to learn that the key is wrong. */
export const FAILED_ATTEMPT_MS = 2500;
/** A scan of all channels. */
export const SCAN_DELAY_MS = 2000;

export function nextWifiState(state: WifiState, event: WifiEvent, world: WifiWorld): WifiStep {
  const { link } = state;
  switch (event.kind) {
    case 'activate':
      if (link.kind !== 'off') return { state, elapsesIn: 'unchanged' };
      return { state: { ...state, link: { kind: 'idle' }, failedAttempts: 0 }, elapsesIn: 'never' };
    case 'deactivate':
      return { state: { ...left(state), link: { kind: 'off' } }, elapsesIn: 'never' };
    case 'disconnect':
      return { state: { ...left(state), isRequested: false }, elapsesIn: 'never' };
    case 'reconnects':
      return { state: { ...state, reconnects: event.count }, elapsesIn: 'unchanged' };
    case 'connect':
      if (link.kind === 'off') return { state, elapsesIn: 'unchanged' };
      return attempt({ ...state, isRequested: true, failedAttempts: 0 }, event.credentials, world);
    case 'lost':
      return link.kind === 'joined' ? failed(state, link.credentials, WifiReason.beaconTimeout, world) : { state, elapsesIn: 'unchanged' };
    case 'elapsed':
      return link.kind === 'trying' ? outcome(state, link.credentials, world) : { state, elapsesIn: 'never' };
  }
}

/** `WLAN.status()` */
export function wifiStatus(
  { reason, isRequested, failedAttempts, reconnects }: WifiState,
  { hasAddress }: { readonly hasAddress: boolean },
): number {
  if (hasAddress) return WifiStatus.gotAddress;
  switch (reason) {
    case WifiReason.noAccessPointFound:
    case WifiReason.belowSecurityThreshold:
    case WifiReason.noCompatibleSecurity:
    case WifiReason.wrongPassword:
      return reason;
    case WifiReason.associationLeave:
      return WifiStatus.idle;
  }
  if (isRequested && (reconnects < 0 || failedAttempts <= reconnects)) return WifiStatus.connecting;
  return reason === WifiReason.none ? WifiStatus.idle : reason;
}

function attempt(state: WifiState, credentials: Credentials, world: WifiWorld): WifiStep {
  const found = choose(credentials, world);
  return {
    state: { ...state, link: { kind: 'trying', credentials } },
    elapsesIn: typeof found === 'number' ? FAILED_ATTEMPT_MS : found.delayMs,
  };
}

function outcome(state: WifiState, credentials: Credentials, world: WifiWorld): WifiStep {
  const found = choose(credentials, world);
  if (typeof found !== 'number') {
    return {
      state: { ...state, link: { kind: 'joined', credentials, accessPoint: found }, reason: WifiReason.none },
      elapsesIn: 'never',
    };
  }
  // The first time that a key is wrong, the driver only sees that the handshake does not end.
  const isFirst = state.failedAttempts === 0 && found === WifiReason.wrongPassword;
  return failed(state, credentials, isFirst ? WifiReason.handshakeTimeout : found, world);
}

/** Tries again as often as the program wants. */
function failed(state: WifiState, credentials: Credentials, reason: number, world: WifiWorld): WifiStep {
  const failedAttempts = state.failedAttempts + 1;
  const next = { ...state, reason, failedAttempts };
  if (state.reconnects >= 0 && failedAttempts > state.reconnects) return { state: { ...next, link: { kind: 'idle' } }, elapsesIn: 'never' };
  return attempt(next, credentials, world);
}

/** The board itself ended a connection, or an attempt. */
function left(state: WifiState): WifiState {
  const { kind } = state.link;
  if (kind === 'off' || kind === 'idle') return state;
  return { ...state, link: { kind: 'idle' }, reason: WifiReason.associationLeave };
}
