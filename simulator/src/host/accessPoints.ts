/**
 * The access points that a board's radio finds: those of the user's settings, those of other boards, and, where the user
 * listed none, one that answers to any name and key, so that a program from a book connects at once. Pure.
 */
import type { AccessPointOptions, WifiSecurity } from '../../../shared/src';
import { WifiReason, type ScannedNetwork } from '../syscall';

/** The name of a network that boards can be in: the one at home, or that of a board's own access point. */
export type NetworkName = string;
export const HOME_NETWORK: NetworkName = 'home';

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
  readonly hidden: boolean;
  /** Time from `connect` to an address. */
  readonly delayMs: number;
  readonly network: NetworkName;
}

export interface WifiWorld {
  readonly accessPoints: readonly AccessPoint[];
  /** Joined under any name and with any key that fits none of the others. */
  readonly anyOther?: AccessPoint;
}

export interface Credentials {
  readonly ssid: string;
  readonly key: string;
  /** Which of several access points with that name. */
  readonly bssid?: Uint8Array;
}

/** Long enough that a loop that prints the status every 100 ms shows 1001 several times. */
export const CONNECT_DELAY_MS = 1000;
/** How the radio of another board is heard. */
export const NEIGHBOUR_RSSI = -40;

/** More than this would be noise; the strongest ones count. */
const MAX_SCANNED = 64;
const DEFAULT_RSSI = -60;
const DEFAULT_CHANNEL = 6;
/** From this length on a key is one of WPA2, and the driver takes nothing weaker. */
const WPA2_KEY_CHARACTERS = 8;

/** AUTH_ constants of the network module. */
const SECURITY: Readonly<Record<WifiSecurity, number>> = { open: 0, wep: 1, wpa: 2, wpa2: 3, 'wpa/wpa2': 4, wpa3: 6, 'wpa2/wpa3': 7 };

const ANY_NETWORK: AccessPoint = {
  ssid: 'ESP32-Simulator',
  bssid: bssidOf(0),
  channel: DEFAULT_CHANNEL,
  rssi: -48,
  security: SECURITY.wpa2,
  hidden: false,
  delayMs: CONNECT_DELAY_MS,
  network: HOME_NETWORK,
};

/** The world of a board: what the user listed, or else anything. */
export function wifiWorld(listed: readonly AccessPointOptions[]): WifiWorld {
  if (listed.length === 0) return { accessPoints: [], anyOther: ANY_NETWORK };
  return {
    accessPoints: listed.map(({ ssid, key, channel, rssi, security, delayMs, hidden }, index) => ({
      ssid,
      ...(key === undefined ? {} : { key }),
      bssid: bssidOf(index + 1),
      channel: channel ?? DEFAULT_CHANNEL,
      rssi: rssi ?? DEFAULT_RSSI,
      security: SECURITY[security ?? (key === undefined ? 'open' : 'wpa2')],
      hidden: hidden ?? false,
      delayMs: delayMs ?? CONNECT_DELAY_MS,
      network: HOME_NETWORK,
    })),
  };
}

/** What a scan finds; a hidden network does not tell its name. */
export function scannedNetworks({ accessPoints, anyOther }: WifiWorld): readonly ScannedNetwork[] {
  return [...accessPoints, ...(anyOther ? [anyOther] : [])]
    .sort((one, other) => other.rssi - one.rssi)
    .slice(0, MAX_SCANNED)
    .map(({ ssid, bssid, channel, rssi, security, hidden }) => ({
      ssid: hidden ? new Uint8Array(0) : new TextEncoder().encode(ssid),
      bssid,
      channel,
      rssi,
      security,
    }));
}

/** What comes of an attempt to join: an access point, or the reason why there is none. */
export function choose({ ssid, key, bssid }: Credentials, { accessPoints, anyOther }: WifiWorld): AccessPoint | number {
  const named = accessPoints.filter((accessPoint) => accessPoint.ssid === ssid && (!bssid || isSame(accessPoint.bssid, bssid)));
  if (named.length === 0) return anyOther ?? WifiReason.noAccessPointFound;
  const judged = named.map((accessPoint) => ({ accessPoint, reason: obstacle(accessPoint, key) }));
  return judged.find(({ reason }) => reason === WifiReason.none)?.accessPoint ?? judged[0]?.reason ?? WifiReason.noAccessPointFound;
}

/** Why an access point cannot be joined with a key. That the driver wants WPA2 once a key is long enough is its default. */
function obstacle({ key: right, security }: AccessPoint, key: string): number {
  if (key === '') return right === undefined ? WifiReason.none : WifiReason.noCompatibleSecurity;
  if (key.length >= WPA2_KEY_CHARACTERS && security < SECURITY.wpa2) return WifiReason.belowSecurityThreshold;
  return right === undefined || right === key ? WifiReason.none : WifiReason.wrongPassword;
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function bssidOf(index: number): Uint8Array {
  return Uint8Array.of(0x02, 0x00, 0x5e, 0x10, index >> 8, (index & 0xff) + 1);
}
