import { describe, expect, it } from 'vitest';
import type { AccessPointOptions } from '../../../shared/src';
import { CONNECT_DELAY_MS, scannedNetworks, wifiWorld, type WifiWorld } from '../../../simulator/src/host/accessPoints';
import { FAILED_ATTEMPT_MS, nextWifiState, SWITCHED_OFF, wifiStatus, type WifiEvent } from '../../../simulator/src/host/wifi';

const anything = wifiWorld([]);
const home: AccessPointOptions = { ssid: 'home', key: 'secret key', channel: 1, rssi: -60, delayMs: 700 };
const listed = wifiWorld([home, { ssid: 'open', rssi: -70, delayMs: 50 }, { ssid: 'cellar', key: 'another key', rssi: -50, hidden: true }]);

const connect = (ssid: string, key: string): WifiEvent => ({ kind: 'connect', credentials: { ssid, key } });
const reconnects = (count: number): WifiEvent => ({ kind: 'reconnects', count });
const [activate, deactivate, disconnect, lost, elapsed] = (['activate', 'deactivate', 'disconnect', 'lost', 'elapsed'] as const).map(
  (kind): WifiEvent => ({ kind }),
) as [WifiEvent, WifiEvent, WifiEvent, WifiEvent, WifiEvent];

/** The statuses after each event, and what the last step asks for. */
function play(world: WifiWorld, ...events: WifiEvent[]) {
  let state = SWITCHED_OFF;
  let elapsesIn: number | string = 'never';
  const statuses = events.map((event) => {
    ({ state, elapsesIn } = nextWifiState(state, event, world));
    return wifiStatus(state, { hasAddress: state.link.kind === 'joined' });
  });
  return { statuses, elapsesIn, link: state.link.kind };
}

describe('without a list', () => {
  it('any name and key connects after a while', () => {
    expect(play(anything, activate, connect('x', 'y'))).toMatchObject({ statuses: [1000, 1001], elapsesIn: CONNECT_DELAY_MS });
    expect(play(anything, activate, connect('x', 'y'), elapsed)).toMatchObject({ statuses: [1000, 1001, 1010], elapsesIn: 'never' });
  });

  it('nothing happens while the interface is off', () => {
    expect(play(anything, connect('x', 'y'), disconnect, elapsed).link).toBe('off');
  });

  it('switching on once more changes nothing', () => {
    expect(play(anything, activate, connect('x', 'y'), activate)).toMatchObject({ elapsesIn: 'unchanged', link: 'trying' });
    expect(play(anything, activate, connect('x', 'y'), elapsed, activate).statuses.at(-1)).toBe(1010);
  });

  it('finds one network', () => {
    expect(scannedNetworks(anything)).toMatchObject([{ channel: 6, security: 3 }]);
  });
});

describe('the driver goes on showing why a connection ended until there is an address', () => {
  it('1000 after the board itself disconnected, also while it connects again', () => {
    const again = play(anything, activate, connect('x', 'y'), elapsed, disconnect, connect('x', 'y'), elapsed);
    expect(again.statuses).toEqual([1000, 1001, 1010, 1000, 1000, 1010]);
    expect(play(anything, activate, disconnect, connect('x', 'y')).statuses).toEqual([1000, 1000, 1001]);
  });

  it('1000 after the interface was switched off and on', () => {
    expect(play(anything, activate, connect('x', 'y'), elapsed, deactivate, activate).statuses).toEqual([1000, 1001, 1010, 1000, 1000]);
  });

  it('201 for an unknown name, while it tries again', () => {
    const tries = play(listed, activate, connect('nowhere', ''), elapsed, elapsed);
    expect(tries).toEqual({ statuses: [1000, 1001, 201, 201], elapsesIn: FAILED_ATTEMPT_MS, link: 'trying' });
  });

  it('1001 and then 202 for a wrong key, of whatever length', () => {
    expect(play(listed, activate, connect('home', 'wrong key'), elapsed, elapsed).statuses).toEqual([1000, 1001, 1001, 202]);
    expect(play(listed, activate, connect('home', 'short'), elapsed, elapsed).statuses.at(-1)).toBe(202);
  });

  it('210 for a missing key, 211 for an open network where a key asks for more', () => {
    expect(play(listed, activate, connect('home', ''), elapsed).statuses.at(-1)).toBe(210);
    expect(play(listed, activate, connect('open', 'long enough'), elapsed).statuses.at(-1)).toBe(211);
  });

  it('1001 after the access point has gone, since the driver looks for it', () => {
    expect(play(listed, activate, connect('open', ''), elapsed, lost)).toMatchObject({
      statuses: [1000, 1001, 1010, 1001],
      link: 'trying',
    });
  });
});

describe('reconnects', () => {
  it('0 means one attempt, whose reason then shows', () => {
    const wrongKey = play(listed, activate, reconnects(0), connect('home', 'wrong key'), elapsed);
    expect(wrongKey).toEqual({ statuses: [1000, 1000, 1001, 15], elapsesIn: 'never', link: 'idle' });
    expect(play(listed, activate, reconnects(0), connect('nowhere', ''), elapsed)).toMatchObject({ link: 'idle' });
  });

  it('1 means two', () => {
    const tries = play(listed, activate, reconnects(1), connect('nowhere', ''), elapsed);
    expect(tries.link).toBe('trying');
    expect(play(listed, activate, reconnects(1), connect('nowhere', ''), elapsed, elapsed).link).toBe('idle');
  });
});

describe('a list of access points', () => {
  it('connects with the right key after the delay of each', () => {
    expect(play(listed, activate, connect('home', 'secret key'))).toMatchObject({ elapsesIn: 700 });
    expect(play(listed, activate, connect('home', 'secret key'), elapsed).statuses.at(-1)).toBe(1010);
    expect(play(listed, activate, connect('cellar', 'another key'), elapsed).statuses.at(-1)).toBe(1010);
    expect(play(listed, activate, connect('open', ''), elapsed).statuses.at(-1)).toBe(1010);
  });

  it('is scanned with the strongest first, and hidden ones without their names', () => {
    const found = scannedNetworks(listed).map(({ ssid, rssi, security, channel }) => [
      Buffer.from(ssid).toString(),
      rssi,
      security,
      channel,
    ]);
    expect(found).toEqual([
      ['', -50, 3, 6],
      ['home', -60, 3, 1],
      ['open', -70, 0, 6],
    ]);
  });
});
