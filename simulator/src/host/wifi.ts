/**
 * The station's radio as a pure state machine: what a script asks and what time brings, in; the next state, and how
 * long until time brings something, out. The world is either one network that answers to any name and key, so that a
 * program from a book connects at once, or a list of access points. It owns no timer and no memory.
 */
import { WifiStatus, type ScannedNetwork } from '../syscall';

export interface AccessPoint {
  readonly ssid: string;
  /** Absent: an open network. */
  readonly key?: string;
  readonly bssid: Uint8Array;
  readonly channel: number;
  /** Signal strength in dBm. */
  readonly rssi: number;
  /** AUTH_ constant of the network module. */
  readonly security: number;
  /** Time from `connect` to an address. */
  readonly delayMs: number;
}

export type WifiWorld =
  /** Every SSID exists and every key is right. `shown` is what a scan finds. */
  { readonly kind: 'any'; readonly shown: AccessPoint } | { readonly kind: 'listed'; readonly accessPoints: readonly AccessPoint[] };

export interface Credentials {
  readonly ssid: string;
  readonly key: string;
}

export type WifiState =
  | { readonly kind: 'off' }
  | { readonly kind: 'idle' }
  /** `failure` is the status of the last attempt, which `status()` goes on showing while the driver tries again. */
  | { readonly kind: 'connecting'; readonly credentials: Credentials; readonly failure?: number }
  | { readonly kind: 'connected'; readonly credentials: Credentials };

export type WifiEvent =
  | { readonly kind: 'activate' }
  | { readonly kind: 'deactivate' }
  | { readonly kind: 'connect'; readonly credentials: Credentials }
  | { readonly kind: 'disconnect' }
  /** The delay that the last step asked for has passed. */
  | { readonly kind: 'elapsed' };

export interface WifiStep {
  readonly state: WifiState;
  /** When to report `elapsed`; absent: never. A new step replaces the delay of the one before. */
  readonly delayMs?: number;
}

/** Long enough that a loop that prints the status every 100 ms shows 1001 several times. */
export const CONNECT_DELAY_MS = 1000;
/** How long the radio looks for an access point that is not there, or takes to learn that the key is wrong. */
export const FAILED_ATTEMPT_MS = 2500;
/** A scan of all channels. */
export const SCAN_DELAY_MS = 2000;

const AUTH_WPA2_PSK = 3;

export const DEFAULT_WIFI_WORLD: WifiWorld = {
  kind: 'any',
  shown: {
    ssid: 'ESP32-Simulator',
    bssid: Uint8Array.of(0x02, 0x00, 0x5e, 0x10, 0x00, 0x01),
    channel: 6,
    rssi: -48,
    security: AUTH_WPA2_PSK,
    delayMs: CONNECT_DELAY_MS,
  },
};

export function nextWifiState(state: WifiState, event: WifiEvent, world: WifiWorld): WifiStep {
  switch (event.kind) {
    case 'activate':
      return state.kind === 'off' ? { state: { kind: 'idle' } } : unchanged(state, world);
    case 'deactivate':
      return { state: { kind: 'off' } };
    case 'disconnect':
      return { state: state.kind === 'off' ? state : { kind: 'idle' } };
    case 'connect':
      return state.kind === 'off' ? { state } : attempt({ kind: 'connecting', credentials: event.credentials }, world);
    case 'elapsed':
      return state.kind === 'connecting' ? outcome(state.credentials, world) : { state };
  }
}

/** What the script can see of a state. */
export function visibleWifiState(state: WifiState): { active: boolean; status: number; hasAddress: boolean } {
  switch (state.kind) {
    case 'off':
      return { active: false, status: WifiStatus.idle, hasAddress: false };
    case 'idle':
      return { active: true, status: WifiStatus.idle, hasAddress: false };
    case 'connecting':
      return { active: true, status: state.failure ?? WifiStatus.connecting, hasAddress: false };
    case 'connected':
      return { active: true, status: WifiStatus.gotAddress, hasAddress: true };
  }
}

export function scannedNetworks(world: WifiWorld): readonly ScannedNetwork[] {
  const found = world.kind === 'any' ? [world.shown] : world.accessPoints;
  return found.map(({ ssid, bssid, channel, rssi, security }) => ({
    ssid: new TextEncoder().encode(ssid),
    bssid,
    channel,
    rssi,
    security,
    hidden: false,
  }));
}

function attempt(state: WifiState & { kind: 'connecting' }, world: WifiWorld): WifiStep {
  const target = outcome(state.credentials, world).state;
  return { state, delayMs: target.kind === 'connected' ? accessPointDelay(state.credentials, world) : FAILED_ATTEMPT_MS };
}

/** An attempt that is under way starts again from the beginning. */
function unchanged(state: WifiState, world: WifiWorld): WifiStep {
  return state.kind === 'connecting' ? attempt(state, world) : { state };
}

function outcome(credentials: Credentials, world: WifiWorld): WifiStep {
  if (world.kind === 'any') return { state: { kind: 'connected', credentials } };
  const named = world.accessPoints.filter((accessPoint) => accessPoint.ssid === credentials.ssid);
  if (named.some((accessPoint) => accessPoint.key === undefined || accessPoint.key === credentials.key))
    return { state: { kind: 'connected', credentials } };
  const failure = named.length === 0 ? WifiStatus.noAccessPointFound : WifiStatus.wrongPassword;
  return { state: { kind: 'connecting', credentials, failure }, delayMs: FAILED_ATTEMPT_MS };
}

function accessPointDelay(credentials: Credentials, world: WifiWorld): number {
  if (world.kind === 'any') return world.shown.delayMs;
  return world.accessPoints.find((accessPoint) => accessPoint.ssid === credentials.ssid)?.delayMs ?? CONNECT_DELAY_MS;
}
