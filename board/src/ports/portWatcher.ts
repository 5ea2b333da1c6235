/**
 * Tells which ports come and go. Systems have no common event for it, so ports are listed again and again, but only while somebody
 * listens: a picker that is open, a board that is waited for.
 */
import { Emitter, type Disposable, type Event } from '../../../shared/src';
import { portKey, type BoardPort } from './boardPort';
import { listPorts } from './listPorts';

export interface PortChange {
  /** All that are there now, ranked. */
  readonly ports: readonly BoardPort[];
  readonly added: readonly BoardPort[];
  readonly removed: readonly BoardPort[];
}

export interface PortWatcherOptions {
  readonly intervalMs?: number;
  readonly list?: () => Promise<readonly BoardPort[]>;
}

const INTERVAL_MS = 1000;

export class PortWatcher implements Disposable {
  private readonly changes = new Emitter<PortChange>();
  private readonly intervalMs: number;
  private readonly list: () => Promise<readonly BoardPort[]>;
  private listenerCount = 0;
  private timer: NodeJS.Timeout | undefined;
  /** undefined: they were not listed since somebody listens. */
  private known: readonly BoardPort[] | undefined;

  constructor({ intervalMs = INTERVAL_MS, list = () => listPorts() }: PortWatcherOptions = {}) {
    this.intervalMs = intervalMs;
    this.list = list;
  }

  /** Fires with all ports first, as added ones, soon after the first listener came; later ones hear of changes alone. */
  readonly onDidChange: Event<PortChange> = (listener) => {
    const subscription = this.changes.event(listener);
    if (this.listenerCount++ === 0) void this.look();
    let isListening = true;
    return {
      dispose: () => {
        subscription.dispose();
        if (!isListening) return;
        isListening = false;
        if (--this.listenerCount === 0) this.stop();
      },
    };
  };

  dispose(): void {
    this.changes.dispose();
    this.listenerCount = 0;
    this.stop();
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.known = undefined;
  }

  /** The next time is counted from the end of this one: a slow system is not asked twice at once. */
  private async look(): Promise<void> {
    const ports = await this.list().catch(() => undefined); // A system that fails to tell once may tell the next time.
    if (this.listenerCount === 0 || this.timer !== undefined) return;
    if (ports) this.compare(ports);
    if (this.listenerCount === 0) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.look();
    }, this.intervalMs);
  }

  private compare(ports: readonly BoardPort[]): void {
    const before = this.known;
    this.known = ports;
    const added = missingFrom(before ?? [], ports);
    const removed = missingFrom(ports, before ?? []);
    if (!before || added.length > 0 || removed.length > 0) this.changes.fire({ ports, added, removed });
  }
}

function missingFrom(ports: readonly BoardPort[], others: readonly BoardPort[]): readonly BoardPort[] {
  const keys = new Set(ports.map((port) => `${portKey(port)} ${port.path}`));
  return others.filter((port) => !keys.has(`${portKey(port)} ${port.path}`));
}
