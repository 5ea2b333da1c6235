/**
 * Keeps a decoder within its bounds. Of time: between two steps it gives way to whatever else waits once it has worked for some
 * milliseconds, and ends when nobody waits for it any more; a step itself has to be short. Of memory: what bodies take altogether.
 */
import { setImmediate } from 'node:timers/promises';
import { MAX_BODIES_BYTES } from './limits';

const STRETCH_MS = 4;
/** Of which each takes microseconds. */
const ITEMS_IN_A_STEP = 500;

export class Pace {
  /** How much of bodies may still be shown in full. */
  bodyRoomBytes = MAX_BODIES_BYTES;
  private since = performance.now();

  constructor(private readonly signal?: AbortSignal) {}

  async step(): Promise<void> {
    if (performance.now() - this.since < STRETCH_MS) return;
    await setImmediate();
    this.signal?.throwIfAborted();
    this.since = performance.now();
  }

  /** A long list, part by part, with a step before each. */
  async *parts<T>(items: readonly T[]): AsyncGenerator<readonly T[]> {
    for (let at = 0; at < items.length; at += ITEMS_IN_A_STEP) {
      await this.step();
      yield items.slice(at, at + ITEMS_IN_A_STEP);
    }
  }
}
