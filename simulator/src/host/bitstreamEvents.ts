/**
 * Passes on what strips of LEDs are sent. An animation sends more often than anybody can look: of each pin the last colours of
 * an interval are passed on.
 */
import type { Disposable, RunEvent } from '../../../shared/src';
import { Batcher } from './batcher';

const INTERVAL_MS = 33;

export class BitstreamEvents implements Disposable {
  private readonly latest = new Map<number, Uint8Array>();
  private readonly batcher = new Batcher(INTERVAL_MS, () => this.send());

  constructor(private readonly onEvent: (event: RunEvent) => void) {}

  add(pin: number, colors: Uint8Array): void {
    this.latest.set(pin, colors);
    this.batcher.request();
  }

  flush(): void {
    this.batcher.flush();
  }

  dispose(): void {
    this.batcher.dispose();
  }

  private send(): void {
    const all = [...this.latest];
    this.latest.clear();
    for (const [pin, colors] of all) this.onEvent({ kind: 'neopixel', pin, colors });
  }
}
