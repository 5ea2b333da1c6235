import { describe, expect, it } from 'vitest';
import {
  CONNECT_DELAY_MS,
  DEFAULT_WIFI_WORLD,
  FAILED_ATTEMPT_MS,
  nextWifiState,
  scannedNetworks,
  visibleWifiState,
  type WifiEvent,
  type WifiState,
  type WifiWorld,
} from '../../../simulator/src/host/wifi';

const home = { ssid: 'home', key: 'secret', bssid: new Uint8Array(6), channel: 1, rssi: -60, security: 3, delayMs: 700 };
const listed: WifiWorld = {
  kind: 'listed',
  accessPoints: [home, { ssid: 'open', bssid: new Uint8Array(6), channel: 11, rssi: -70, security: 0, delayMs: 50 }],
};
const connect = (ssid: string, key: string): WifiEvent => ({ kind: 'connect', credentials: { ssid, key } });
const [activate, deactivate, disconnect, elapsed] = (['activate', 'deactivate', 'disconnect', 'elapsed'] as const).map(
  (kind): WifiEvent => ({ kind }),
) as [WifiEvent, WifiEvent, WifiEvent, WifiEvent];

/** The statuses after each event, and the delay that the last one asks for. */
function play(world: WifiWorld, ...events: WifiEvent[]): { statuses: number[]; delayMs: number | undefined; state: WifiState } {
  let state: WifiState = { kind: 'off' };
  let delayMs: number | undefined;
  const statuses = events.map((event) => {
    ({ state, delayMs } = { delayMs: undefined, ...nextWifiState(state, event, world) });
    return visibleWifiState(state).status;
  });
  return { statuses, delayMs, state };
}

describe('the default Wi-Fi world', () => {
  it('connects with any name and key after a while', () => {
    expect(play(DEFAULT_WIFI_WORLD, activate, connect('x', 'y'))).toMatchObject({ statuses: [1000, 1001], delayMs: CONNECT_DELAY_MS });
    expect(play(DEFAULT_WIFI_WORLD, activate, connect('x', 'y'), elapsed)).toMatchObject({
      statuses: [1000, 1001, 1010],
      delayMs: undefined,
    });
  });

  it('does nothing while the interface is off', () => {
    expect(play(DEFAULT_WIFI_WORLD, connect('x', 'y'), disconnect, elapsed).state).toEqual({ kind: 'off' });
  });

  it('goes back to idle on disconnect, connected or not', () => {
    expect(play(DEFAULT_WIFI_WORLD, activate, disconnect, connect('x', 'y'), disconnect, elapsed).statuses).toEqual([
      1000, 1000, 1001, 1000, 1000,
    ]);
    expect(play(DEFAULT_WIFI_WORLD, activate, connect('x', 'y'), elapsed, disconnect).statuses.at(-1)).toBe(1000);
  });

  it('loses the connection when the interface is switched off', () => {
    const { state } = play(DEFAULT_WIFI_WORLD, activate, connect('x', 'y'), elapsed, deactivate);
    expect(visibleWifiState(state)).toEqual({ active: false, status: 1000, hasAddress: false });
  });

  it('stays connected when the interface is switched on once more', () => {
    expect(play(DEFAULT_WIFI_WORLD, activate, connect('x', 'y'), elapsed, activate).statuses.at(-1)).toBe(1010);
  });

  it('finds one network', () => {
    expect(scannedNetworks(DEFAULT_WIFI_WORLD)).toMatchObject([{ hidden: false, channel: 6 }]);
  });
});

describe('a Wi-Fi world with a list', () => {
  it('connects with the right key, and to an open network with any', () => {
    expect(play(listed, activate, connect('home', 'secret'))).toMatchObject({ delayMs: 700 });
    expect(play(listed, activate, connect('home', 'secret'), elapsed).statuses.at(-1)).toBe(1010);
    expect(play(listed, activate, connect('open', 'whatever'), elapsed).statuses.at(-1)).toBe(1010);
  });

  it('shows 202 for a wrong key and 201 for an unknown name, and tries again', () => {
    expect(play(listed, activate, connect('home', 'wrong'), elapsed, elapsed)).toMatchObject({
      statuses: [1000, 1001, 202, 202],
      delayMs: FAILED_ATTEMPT_MS,
    });
    expect(play(listed, activate, connect('nowhere', ''), elapsed).statuses).toEqual([1000, 1001, 201]);
  });
});
