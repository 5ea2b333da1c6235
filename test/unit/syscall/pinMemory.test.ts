import { describe, expect, it } from 'vitest';
import type { PinState } from '../../../shared/src';
import { BoardMemory, decodePin, encodePin } from '../../../simulator/src/syscall';

const press = (memory: BoardMemory, pin: number, level: 0 | 1 | undefined) => memory.pins.wire({ pin, input: { kind: 'level', level } });

describe('what is wired to the pins', () => {
  it('gives changes of levels in their order, and once', () => {
    const memory = new BoardMemory();
    const { pins } = memory;
    for (const level of [0, 1, undefined] as const) press(memory, 5, level);
    press(memory, 39, 1);
    expect(pins.hasChanges).toBe(true);
    expect(pins.takeChanges()).toEqual([
      { pin: 5, level: 0 },
      { pin: 5, level: 1 },
      { pin: 5, level: undefined },
      { pin: 39, level: 1 },
    ]);
    expect(pins.hasChanges).toBe(false);
    expect(pins.takeChanges()).toEqual([]);
    expect([pins.level(5), pins.level(39)]).toEqual([undefined, 1]);
  });

  it('has the last levels right when more changed than it can hold', () => {
    const memory = new BoardMemory();
    for (let i = 0; i < 1000; i++) press(memory, i % 2, i % 3 === 0 ? 1 : 0);
    const levels = new Map(memory.pins.takeChanges().map(({ pin, level }) => [pin, level]));
    expect([levels.get(0), levels.get(1)]).toEqual([0, 1]);
    press(memory, 0, 1);
    expect(memory.pins.takeChanges()).toEqual([{ pin: 0, level: 1 }]);
  });

  it('knows no pin that an ESP32 does not have', () => {
    const memory = new BoardMemory();
    for (const pin of [-1, 24, 31, 40, 1.5]) press(memory, pin, 1);
    expect(memory.pins.hasChanges).toBe(false);
  });

  it('holds voltages and touch readings until they are taken away', () => {
    const { pins } = new BoardMemory();
    pins.wire({ pin: 34, input: { kind: 'analog', millivolts: 0 } });
    pins.wire({ pin: 4, input: { kind: 'touch', reading: 90 } });
    expect([pins.millivolts(34), pins.millivolts(35), pins.touch(4)]).toEqual([0, undefined, 90]);
    pins.wire({ pin: 34, input: { kind: 'analog', millivolts: undefined } });
    expect(pins.millivolts(34)).toBeUndefined();
  });
});

describe('the timers that fell due', () => {
  it('are given once, whichever of all there are they be', () => {
    const memory = new BoardMemory();
    for (const timer of [0, 3, 31, 32, 255]) memory.setTimerDue(timer);
    memory.clearTimerDue(32);
    expect(memory.isTimerDue).toBe(true);
    expect(memory.takeTimersDue()).toEqual([0, 3, 31, 255]);
    expect(memory.takeTimersDue()).toEqual([]);
  });
});

it.each<PinState>([
  { pin: 2, mode: 'out', level: 1 },
  { pin: 0, mode: 'in', level: 0, pull: 'up' },
  { pin: 4, mode: 'pwm', level: 1, pull: 'down', pwm: { frequencyHz: 998, duty: 65536 } },
  { pin: 25, mode: 'dac', level: 0, millivolts: 1656 },
])('a frame carries the state of pin $pin', (state) => {
  expect(decodePin(state.pin, encodePin(state))).toEqual(state);
});
