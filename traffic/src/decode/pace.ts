/**
 * Keeps a decoder from blocking its thread: between two steps it gives way to whatever else waits once it has worked for some milliseconds.
 * A step itself has to be short.
 */
import { setImmediate } from 'node:timers/promises';

const STRETCH_MS = 4;

export class Pace {
  private since = performance.now();

  async step(): Promise<void> {
    if (performance.now() - this.since < STRETCH_MS) return;
    await setImmediate();
    this.since = performance.now();
  }
}
