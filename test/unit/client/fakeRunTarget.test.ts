import { expect, test } from 'vitest';
import type { RunEvent } from '../../../shared/src';
import { FakeRunTarget } from '../../support/fakeRunTarget';
import { aRequest } from './requests';

const { script, options } = aRequest();

test('a fake run keeps its events for the first listener', async () => {
  const target = new FakeRunTarget();
  const session = await target.start(script, options);
  target.latest.emit({ kind: 'pin', pin: 2, mode: 'out', level: 1, timeMs: 0 });
  const seen: RunEvent[] = [];
  session.onEvent((event) => seen.push(event));
  target.latest.emit({ kind: 'pin', pin: 2, mode: 'out', level: 0, timeMs: 1 });
  expect(seen.map((event) => event.kind === 'pin' && event.level)).toEqual([1, 0]);
});

test('a fake run waits for the test before it starts, and can refuse to', async () => {
  const target = new FakeRunTarget({ startsAtOnce: false });
  const first = target.start(script, options);
  target.latest.begin();
  expect(await first).toBe(target.runs[0]);
  const second = target.start(script, options);
  target.latest.refuse(new Error('no'));
  await expect(second).rejects.toThrow('no');
});

test('a fake run ends on an interrupt or a kill unless the test forbids it', async () => {
  const target = new FakeRunTarget();
  const session = await target.start(script, options);
  target.latest.onInterrupt = undefined;
  session.interrupt();
  session.kill();
  expect(await session.done).toEqual({ kind: 'interrupted', killed: true });
  expect([target.latest.interruptCount, target.latest.killCount]).toEqual([1, 1]);
});
