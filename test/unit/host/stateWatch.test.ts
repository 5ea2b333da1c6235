import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BoardState, RunEvent } from '../../../shared/src';
import { LOOK_EVERY_MS, StateWatch } from '../../../simulator/src/host/stateWatch';

let state: BoardState | undefined;
let isBehind: boolean;
let lookCount: number;
let told: RunEvent[];
let watch: StateWatch;

beforeEach(() => {
  vi.useFakeTimers();
  state = { radio: { station: { kind: 'off' } }, heap: { usedBytes: 100, totalBytes: 1000 }, sockets: [], isAtPrompt: true };
  isBehind = false;
  lookCount = 0;
  told = [];
  const look = (): BoardState | undefined => {
    lookCount++;
    return state;
  };
  watch = new StateWatch({ look, tell: (event) => told.push(event), isBehind: () => isBehind });
});

afterEach(() => {
  watch.dispose();
  vi.useRealTimers();
});

const kinds = (): string[] => told.map(({ kind }) => kind);

test('nobody looks while nobody watches', () => {
  vi.advanceTimersByTime(10_000);
  watch.watch(true);
  watch.watch(false);
  const before = lookCount;
  vi.advanceTimersByTime(10_000);
  expect(lookCount).toBe(before);
});

test('first comes everything, then what has changed', () => {
  watch.watch(true);
  expect(kinds()).toEqual(['wifi', 'memory', 'sockets', 'prompt']);
  vi.advanceTimersByTime(5 * LOOK_EVERY_MS);
  expect(told.length).toBe(4);
  if (state) state = { ...state, heap: { usedBytes: 200, totalBytes: 1000 } };
  vi.advanceTimersByTime(5 * LOOK_EVERY_MS);
  expect(told.slice(4)).toEqual([{ kind: 'memory', usedBytes: 200, totalBytes: 1000 }]);
});

test('a parent that is behind is told later, and only how it is by then', () => {
  watch.watch(true);
  isBehind = true;
  for (let usedBytes = 0; usedBytes < 50; usedBytes++) {
    if (state) state = { ...state, heap: { usedBytes, totalBytes: 1000 } };
    vi.advanceTimersByTime(LOOK_EVERY_MS);
  }
  expect(told.length).toBe(4);
  isBehind = false;
  vi.advanceTimersByTime(LOOK_EVERY_MS);
  expect(told.slice(4)).toEqual([{ kind: 'memory', usedBytes: 49, totalBytes: 1000 }]);
});

test('in another life everything is told again, and nothing between the two', () => {
  watch.watch(true);
  watch.restart();
  const board = state;
  state = undefined;
  vi.advanceTimersByTime(5 * LOOK_EVERY_MS);
  expect(told.length).toBe(4);
  state = board;
  vi.advanceTimersByTime(LOOK_EVERY_MS);
  expect(kinds().slice(4)).toEqual(['wifi', 'memory', 'sockets', 'prompt']);
});
