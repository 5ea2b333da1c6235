import { describe, expect, test } from 'vitest';
import {
  accessPointText,
  activityText,
  brightness,
  frequencyText,
  heapText,
  modeText,
  pressedLevel,
  resetText,
  roleText,
  screenColor,
  socketText,
  stationText,
  valueText,
} from '../../../panel/src/board/boardText';
import { pinKey } from '../../../panel/src/board/pinRow';
import type { BoardPin, OpenSocket } from '../../../shared/src';

const pin = (change: Partial<BoardPin>): BoardPin => ({ pin: 5, mode: 'in', level: 0, wired: { isHeld: false }, ...change });
const socket = (change: Partial<OpenSocket>): OpenSocket => ({
  socket: 1,
  protocol: 'tcp',
  state: 'connected',
  localPort: 49152,
  ...change,
});

describe('what the Board view says of the board', () => {
  test('is what it does', () => {
    expect(activityText({ kind: 'running', script: 'blink.py' })).toBe('running blink.py');
    expect(activityText({ kind: 'prompt' })).toBe('at the prompt');
    expect(activityText({ kind: 'busy' })).toBe('running');
  });

  test('is its Wi-Fi on one line', () => {
    expect(stationText({ kind: 'connecting', ssid: 'home' })).toBe('connecting to home …');
    const connected = stationText({ kind: 'connected', ssid: 'home', address: '192.168.237.50', rssiDbm: -48 });
    expect(connected).toBe('home · 192.168.237.50 · −48\u00a0dBm');
    const own = { ssid: 'mine', address: '192.168.4.1' };
    expect(accessPointText({ ...own, stations: [] })).toBe('mine · 192.168.4.1 · nobody has joined');
    const stations = [2, 3].map((last) => ({ mac: '', address: `192.168.4.${last}` }));
    expect(accessPointText({ ...own, stations })).toBe('mine · 192.168.4.1 · joined by 192.168.4.2, 192.168.4.3');
  });

  test('is how full the heap is', () => {
    expect(heapText({ usedBytes: 10_240, totalBytes: 163_840 })).toBe('10 of 160 KB used');
  });

  test('is why it began anew', () => {
    expect(resetText('powerOn')).toBe('power-on or reset button');
    expect(resetText('hard')).toBe('machine.reset()');
  });

  test('is where its sockets lead', () => {
    expect(socketText(socket({ peer: 'example.com:80' }))).toBe('TCP ↔ example.com:80');
    expect(socketText(socket({ state: 'connecting', peer: 'example.com:80' }))).toBe('TCP connecting to example.com:80');
    expect(socketText(socket({ state: 'listening', localPort: 80 }))).toBe('TCP listens on port 80');
    expect(socketText(socket({ protocol: 'udp', state: 'open', localPort: 0 }))).toBe('UDP');
    expect(socketText(socket({ protocol: 'udp', state: 'open', localPort: 5353 }))).toBe('UDP port 5353');
  });
});

describe('what the Board view says of a pin', () => {
  test('is what it is used as, with its pull where that matters', () => {
    expect(modeText({ mode: 'in', pull: 'up' })).toBe('input, pull-up');
    expect(modeText({ mode: 'out', pull: 'up' })).toBe('output');
    expect([roleText(2), roleText(0), roleText(5)]).toEqual(['LED', 'BOOT', '']);
  });

  test('is its level, or what says more', () => {
    expect(valueText(pin({ level: 1 }))).toBe('high');
    expect(valueText(pin({ mode: 'pwm', level: 1, pwm: { duty: 16384, frequencyHz: 1000 } }))).toBe('25 % · 1 kHz');
    expect(valueText(pin({ mode: 'pwm', level: 1, pwm: { duty: 655, frequencyHz: 50 } }))).toBe('1.0 % · 50 Hz');
    expect(valueText(pin({ mode: 'adc' }))).toBe('not wired');
    expect(valueText(pin({ mode: 'adc', wired: { isHeld: false, millivolts: 650 } }))).toBe('650 mV');
    expect(valueText(pin({ mode: 'dac', millivolts: 0 }))).toBe('0 mV');
    expect(valueText(pin({ mode: 'touch', wired: { isHeld: true } }))).toBe('touched');
    expect(valueText(pin({ mode: 'touch' }))).toBe('free');
    expect([frequencyText(9.5), frequencyText(38_400), frequencyText(40e6)]).toEqual(['9.5 Hz', '38.4 kHz', '40 MHz']);
  });

  test('is how bright a LED there would be', () => {
    expect(brightness(pin({ mode: 'out', level: 1 }))).toBe(1);
    expect(brightness(pin({ mode: 'pwm', level: 1, pwm: { duty: 16384, frequencyHz: 1000 } }))).toBe(0.25);
    expect(brightness(pin({ mode: 'dac', millivolts: 1650 }))).toBe(0.5);
  });

  test('keeps its row as long as it offers the same controls', () => {
    expect(pinKey(pin({ mode: 'out' }))).toBe(pinKey(pin({ mode: 'pwm' })));
    expect(pinKey(pin({ mode: 'in' }))).toBe(pinKey(pin({ mode: 'openDrain' })));
    expect(pinKey(pin({ mode: 'in' }))).not.toBe(pinKey(pin({ mode: 'adc' })));
    expect(pinKey(pin({ mode: 'in' }))).not.toBe(pinKey(pin({ mode: 'out' })));
  });
});

test('a pressed button connects a pin with the side that its pull does not', () => {
  expect(pressedLevel({ mode: 'in', pull: 'up' })).toBe(0);
  expect(pressedLevel({ mode: 'in', pull: 'down' })).toBe(1);
  expect(pressedLevel({ mode: 'in' })).toBe(1);
  expect(pressedLevel({ mode: 'openDrain' })).toBe(0);
});

test('a LED with little light can be seen on a screen', () => {
  expect(screenColor(0xff0000)).toBe('rgb(255 0 0)');
  expect(screenColor(0x000a00)).toBe('rgb(0 59 0)');
});
