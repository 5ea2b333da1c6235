/**
 * Keeps a decoder within its bounds. Of time: between two steps it gives way to whatever else waits once it has worked for some
 * milliseconds, and ends when nobody waits for it any more; a step itself has to be short. Of memory: what bodies take altogether.
 */
import { setImmediate } from 'node:timers/promises';
import { MAX_BODIES_BYTES } from './limits';

const STRETCH_MS = 4;

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
}
