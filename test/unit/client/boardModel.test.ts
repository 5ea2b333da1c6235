import { beforeEach, describe, expect, test } from 'vitest';
import { BoardModel } from '../../../client/src/boardView/boardModel';
import { stripColors } from '../../../client/src/boardView/stripColors';
import type { PinWiring, RunEvent } from '../../../shared/src';
import { aRequest } from './requests';

let wired: PinWiring[];
let model: BoardModel;
let changeCount: number;

beforeEach(() => {
  wired = [];
  changeCount = 0;
  model = new BoardModel('Test board', (wiring) => wired.push(wiring));
  model.onDidChange(() => changeCount++);
  model.powerChanged(true);
});

const pin = (number: number, level: 0 | 1): RunEvent => ({ kind: 'pin', pin: number, mode: 'in', level, pull: 'up', timeMs: 1 });
const level = (number: number, value: 0 | 1 | undefined): PinWiring => ({ pin: number, input: { kind: 'level', level: value } });

describe('the picture of the board', () => {
  test('has the last state of every pin, by number', () => {
    for (const event of [pin(5, 0), pin(2, 1), pin(5, 1)]) model.happened(event);
    expect(model.picture.pins).toEqual([2, 5].map((each) => ({ pin: each, mode: 'in', level: 1, pull: 'up', wired: { isHeld: false } })));
  });

  test('has what was told last of radio, heap and sockets', () => {
    const station = { kind: 'connected', ssid: 'home', address: '192.168.237.50', rssiDbm: -48 } as const;
    const socket = { socket: 1, protocol: 'tcp', state: 'listening', localPort: 80 } as const;
    model.happened({ kind: 'wifi', station });
    model.happened({ kind: 'memory', usedBytes: 1000, totalBytes: 2000 });
    model.happened({ kind: 'sockets', sockets: [socket] });
    expect(model.picture).toMatchObject({ radio: { station }, heap: { usedBytes: 1000, totalBytes: 2000 }, sockets: [socket] });
  });

  test('tells what the board does', () => {
    expect(model.picture.activity).toEqual({ kind: 'busy' });
    model.happened({ kind: 'prompt', isWaiting: true });
    expect(model.picture.activity).toEqual({ kind: 'prompt' });
    model.runChanged({ kind: 'running', request: aRequest('blink.py') });
    expect(model.picture.activity).toEqual({ kind: 'running', script: 'blink.py' });
    model.runChanged({ kind: 'idle' });
    model.powerChanged(false);
    expect(model.picture.activity).toEqual({ kind: 'off' });
  });

  test.for<RunEvent>([
    { kind: 'reset', cause: 'hard' },
    { kind: 'state', state: 'starting' },
  ])('begins anew with %o, but for what is wired', (event) => {
    model.happened(pin(0, 1));
    model.happened({ kind: 'neopixel', pin: 4, colors: Uint8Array.of(1, 2, 3) });
    model.happened({ kind: 'memory', usedBytes: 1000, totalBytes: 2000 });
    model.wire(level(0, 0));
    model.happened(event);
    expect(model.picture).toMatchObject({ pins: [], strips: [], sockets: [], radio: { station: { kind: 'off' } } });
    expect(model.picture.heap).toBeUndefined();
    model.happened(pin(0, 0));
    expect(model.picture.pins[0]?.wired).toEqual({ isHeld: false, level: 0 });
  });

  test('keeps its pins over a soft reset, as the board does, and has the cause of the last reset', () => {
    expect(model.picture.resetCause).toBe('powerOn');
    model.happened(pin(5, 1));
    model.happened({ kind: 'reset', cause: 'soft' });
    expect(model.picture).toMatchObject({ pins: [{ pin: 5 }], resetCause: 'soft' });
    model.happened({ kind: 'reset', cause: 'watchdog' });
    expect(model.picture.resetCause).toBe('watchdog');
    model.happened({ kind: 'state', state: 'starting' });
    expect(model.picture.resetCause).toBe('powerOn');
  });

  test('does not change with what is not the board’s', () => {
    const before = changeCount;
    model.happened({ kind: 'output', stream: 'stdout', bytes: new Uint8Array(1) });
    model.happened({ kind: 'state', state: 'running' });
    expect(changeCount).toBe(before);
  });
});

describe('what is wired', () => {
  test('is as it was before when a button is let go', () => {
    model.wire(level(0, 1));
    model.hold(0, { kind: 'level', level: 0 });
    model.letGo(0);
    model.letGo(0);
    expect(wired).toEqual([level(0, 1), level(0, 0), level(0, 1)]);
  });

  test('is nothing when nothing was', () => {
    model.hold(4, { kind: 'touch', reading: 60 });
    model.letGoAll();
    expect(wired.at(-1)).toEqual({ pin: 4, input: { kind: 'touch', reading: undefined } });
  });

  test('waits while the pin is held', () => {
    model.hold(0, { kind: 'level', level: 0 });
    model.wire(level(0, 1));
    expect(wired).toEqual([level(0, 0)]);
    model.letGo(0);
    expect(wired.at(-1)).toEqual(level(0, 1));
  });
});

test('a strip of LEDs takes green first, and white where every LED has four bytes', () => {
  expect(stripColors(Uint8Array.of(0x10, 0x20, 0x30, 0, 0xff, 0))).toEqual([0x201030, 0xff0000]);
  expect(stripColors(Uint8Array.of(0, 0xf0, 0, 0x20))).toEqual([0xff2020]);
  expect(stripColors(new Uint8Array(3 * 5000)).length).toBe(1024);
});
