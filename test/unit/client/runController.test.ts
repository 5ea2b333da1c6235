import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ControllerState, RunController, type RunEnd } from '../../../client/src/runController';
import type { RunEvent } from '../../../shared/src';
import { FakeRunTarget } from '../../support/fakeRunTarget';
import { aRequest } from './requests';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watch(target = new FakeRunTarget()) {
  const controller = new RunController(target, { graceMs: 2000, abandonMs: 3000 });
  const states: ControllerState['kind'][] = [];
  const ends: RunEnd[] = [];
  const failures: unknown[] = [];
  const events: RunEvent[] = [];
  controller.onDidChangeState((state) => states.push(state.kind));
  controller.onDidEnd((end) => ends.push(end));
  controller.onDidFailToStart(({ error }) => failures.push(error));
  controller.onEvent((event) => events.push(event));
  const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
  return { controller, target, states, ends, failures, events, settle };
}

describe('a run that is left alone', () => {
  test('goes from starting over running to idle, and tells how it ended', async () => {
    const { controller, target, states, ends, settle } = watch();
    controller.run(aRequest());
    await settle();
    target.latest.end({ kind: 'completed' });
    await settle();
    expect(states).toEqual(['starting', 'running', 'idle']);
    expect(ends.map(({ result }) => result)).toEqual([{ kind: 'completed' }]);
    expect(target.latest.isDisposed).toBe(true);
  });

  test('passes its events on, and input to it', async () => {
    const { controller, target, events, settle } = watch();
    controller.run(aRequest());
    await settle();
    target.latest.emit({ kind: 'pin', pin: 2, mode: 'out', level: 1, timeMs: 5 });
    controller.write(Uint8Array.of(3));
    expect(events).toEqual([{ kind: 'pin', pin: 2, mode: 'out', level: 1, timeMs: 5 }]);
    expect(target.latest.written).toEqual([Uint8Array.of(3)]);
  });

  test('waits with its events when asked to', async () => {
    const { controller, target, settle } = watch();
    controller.run(aRequest());
    await settle();
    controller.holdEvents(true);
    expect(target.latest.isHeld).toBe(true);
    controller.holdEvents(false);
    expect(target.latest.isHeld).toBe(false);
  });

  test('reports that it could not be started, and is idle again', async () => {
    const { controller, target, states, ends, failures, settle } = watch(new FakeRunTarget({ startsAtOnce: false }));
    controller.run(aRequest());
    target.latest.refuse(new Error('no memory'));
    await settle();
    expect(failures).toEqual([new Error('no memory')]);
    expect(ends).toEqual([]);
    expect(states).toEqual(['starting', 'idle']);
  });
});

describe('stopping', () => {
  test('interrupts first, and needs no kill when the script obeys', async () => {
    const { controller, target, states, ends, settle } = watch();
    controller.run(aRequest());
    await settle();
    controller.stop();
    await settle();
    expect(ends[0]?.result).toEqual({ kind: 'interrupted', killed: false });
    expect(states).toEqual(['starting', 'running', 'stopping', 'idle']);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(target.latest.killCount).toBe(0);
  });

  test('kills after the grace a script that ignores the interrupt', async () => {
    const { controller, target, ends, settle } = watch();
    controller.run(aRequest());
    await settle();
    target.latest.onInterrupt = undefined;
    controller.stop();
    await vi.advanceTimersByTimeAsync(1999);
    expect(target.latest.killCount).toBe(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(target.latest.killCount).toBe(1);
    expect(ends[0]?.result).toEqual({ kind: 'interrupted', killed: true });
  });

  test('kills at once when asked a second time', async () => {
    const { controller, target, ends, settle } = watch();
    controller.run(aRequest());
    await settle();
    target.latest.onInterrupt = undefined;
    controller.stop();
    controller.stop();
    await settle();
    expect(target.latest.killCount).toBe(1);
    expect(ends).toHaveLength(1);
  });

  test('gives a run up that does not even report its death', async () => {
    const { controller, target, states, ends, settle } = watch();
    controller.run(aRequest());
    await settle();
    target.latest.onInterrupt = undefined;
    target.latest.onKill = undefined;
    controller.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ends[0]?.result).toEqual({ kind: 'interrupted', killed: true });
    expect(states.at(-1)).toBe('idle');
    expect(target.latest.isDisposed).toBe(true);
  });

  test('reaches a run that is still starting as soon as it has started', async () => {
    const { controller, target, ends, settle } = watch(new FakeRunTarget({ startsAtOnce: false }));
    controller.run(aRequest());
    controller.stop();
    target.latest.begin();
    await settle();
    expect(target.latest.interruptCount).toBe(1);
    expect(ends[0]?.result).toEqual({ kind: 'interrupted', killed: false });
  });

  test('does not wait for a target that never starts, and drops the run if it comes late', async () => {
    const { controller, target, states, ends, settle } = watch(new FakeRunTarget({ startsAtOnce: false }));
    controller.run(aRequest());
    controller.stop();
    controller.stop();
    await settle();
    expect(ends[0]?.result).toEqual({ kind: 'interrupted', killed: true });
    expect(states.at(-1)).toBe('idle');
    target.latest.begin();
    await settle();
    expect(target.latest.isDisposed).toBe(true);
  });

  test('does nothing without a run', () => {
    const { controller, states } = watch();
    controller.stop();
    controller.kill();
    controller.write(Uint8Array.of(3));
    expect(states).toEqual([]);
  });
});

describe('a second run while one is going on', () => {
  test('starts after the first one has been stopped', async () => {
    const { controller, target, ends, settle } = watch();
    controller.run(aRequest('first.py'));
    await settle();
    controller.run(aRequest('second.py'));
    await settle();
    expect(ends.map(({ request }) => request.script.name)).toEqual(['first.py']);
    expect(target.latest.script.name).toBe('second.py');
    expect(controller.state.kind).toBe('running');
  });

  test('starts also when the first one had to be killed', async () => {
    const { controller, target, settle } = watch();
    controller.run(aRequest('first.py'));
    await settle();
    target.latest.onInterrupt = undefined;
    controller.run(aRequest('second.py'));
    await vi.advanceTimersByTimeAsync(2000);
    expect(target.runs.map((run) => run.script.name)).toEqual(['first.py', 'second.py']);
  });

  test('gives way to a third one, asked for before it could start', async () => {
    const { controller, target, settle } = watch();
    controller.run(aRequest('first.py'));
    await settle();
    controller.run(aRequest('second.py'));
    controller.run(aRequest('third.py'));
    await settle();
    expect(target.runs.map((run) => run.script.name)).toEqual(['first.py', 'third.py']);
  });

  test('does not start if the user stops in between', async () => {
    const { controller, target, settle } = watch();
    controller.run(aRequest('first.py'));
    await settle();
    target.latest.onInterrupt = undefined;
    controller.run(aRequest('second.py'));
    controller.stop();
    await settle();
    expect(target.runs).toHaveLength(1);
    expect(controller.state.kind).toBe('idle');
  });
});
