/**
 * Passes changes of pins on. A LED that blinks is shown change by change; a script that switches a pin in a tight loop
 * makes more changes than anybody can look at, and then only the last one of each interval and pin is passed on.
 */
import type { Disposable, RunEvent } from '../../../shared/src';
import { Batcher } from './batcher';

const INTERVAL_MS = 16;
const CHANGES_PER_INTERVAL = 64;

type PinChange = Extract<RunEvent, { kind: 'pin' }>;

export class PinEvents implements Disposable {
  private changes: PinChange[] = [];
  private readonly latest = new Map<number, PinChange>();
  private readonly batcher = new Batcher(INTERVAL_MS, () => this.send());

  constructor(private readonly onEvent: (event: RunEvent) => void) {}

  add(change: PinChange): void {
    if (this.changes.length < CHANGES_PER_INTERVAL) this.changes.push(change);
    else this.latest.set(change.pin, change);
    this.batcher.request();
  }

  flush(): void {
    this.batcher.flush();
  }

  dispose(): void {
    this.batcher.dispose();
  }

  private send(): void {
    const changes = [...this.changes, ...this.latest.values()];
    this.changes = [];
    this.latest.clear();
    for (const change of changes) this.onEvent(change);
  }
}
