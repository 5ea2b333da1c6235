/**
 * Waits for a port that was unplugged, and connects when it is back. A system may need a moment until a port that it lists can be opened, so
 * it is tried several times; a port that then still cannot be had is left alone until it goes and comes once more.
 */
import type { BoardPort } from '../../../board/src';
import { type Disposable, DisposableStore } from '../../../shared/src';

const TRY_COUNT = 5;
const RETRY_MS = 1000;

export interface PortReturnParts {
  readonly listPorts: () => Promise<readonly BoardPort[]>;
  readonly connect: () => Promise<void>;
  /** It was there, but all was in vain; with the last error. */
  readonly onFailure: (error: unknown) => void;
}

export class PortReturn implements Disposable {
  private readonly store = new DisposableStore();
  private isThere = false;
  private timer: NodeJS.Timeout | undefined;
  /** Counts how often the port came or went: an attempt that began before is over. */
  private turn = 0;

  constructor(
    private readonly key: string,
    private readonly parts: PortReturnParts,
  ) {
    this.store.defer(() => {
      clearTimeout(this.timer);
      this.turn++;
    });
    void this.watch();
  }

  dispose(): void {
    this.store.dispose();
  }

  private async watch(): Promise<void> {
    const { findPort, PortWatcher } = await import('../../../board/src');
    const watcher = this.store.add(new PortWatcher({ list: this.parts.listPorts }));
    this.store.add(watcher.onDidChange(({ ports }) => this.look(findPort(this.key, ports) !== undefined)));
  }

  private look(isThere: boolean): void {
    if (isThere === this.isThere) return;
    this.isThere = isThere;
    this.turn++;
    clearTimeout(this.timer);
    if (isThere) void this.tryToConnect(this.turn, TRY_COUNT);
  }

  private async tryToConnect(turn: number, leftCount: number): Promise<void> {
    try {
      await this.parts.connect();
    } catch (error) {
      if (turn !== this.turn) return;
      if (leftCount > 1) this.timer = setTimeout(() => void this.tryToConnect(turn, leftCount - 1), RETRY_MS);
      else this.parts.onFailure(error);
    }
  }
}
