/**
 * A simulated board whose serial line is on a TCP port, as long as the user wants it there: off → starting → serving → off.
 * Which board it is, and when it is switched off, is up to the function that opens it. Nothing here knows VS Code.
 */
import { type Disposable, DisposableStore, Emitter, type Notice } from '../../shared/src';

/** A board on a port. Disposing it takes the board with it. */
export interface BoardOnPort extends Disposable {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Settles when the board is gone by itself; its text is for the user. */
  readonly broken: Promise<string>;
}

export type OpenBoardOnPort = (onNotice: (notice: Notice) => void) => Promise<BoardOnPort>;

export type ServedState = { readonly kind: 'off' } | { readonly kind: 'starting' } | { readonly kind: 'serving'; readonly address: string };

export class ServedBoard implements Disposable {
  private readonly store = new DisposableStore();
  private readonly stateChanged = this.store.add(new Emitter<ServedState>());
  private readonly told = this.store.add(new Emitter<Notice>());
  private served: BoardOnPort | undefined;
  private servedState: ServedState = { kind: 'off' };

  readonly onDidChangeState = this.stateChanged.event;
  readonly onNotice = this.told.event;

  constructor(private readonly open: OpenBoardOnPort) {}

  get state(): ServedState {
    return this.servedState;
  }

  /** Resolves with the address; that of the board that is served already, if one is. Rejects with a text for the user. */
  async start(): Promise<string | undefined> {
    if (this.served) return this.served.address;
    if (this.servedState.kind === 'starting') return undefined;
    this.enter({ kind: 'starting' });
    let opened: BoardOnPort;
    try {
      opened = await this.open((notice) => this.told.fire(notice));
    } catch (error) {
      this.enter({ kind: 'off' });
      throw error;
    }
    if (this.isStopped()) {
      opened.dispose();
      return undefined;
    }
    this.served = opened;
    void opened.broken.then((text) => {
      if (this.served !== opened) return;
      this.told.fire({ severity: 'error', text });
      this.stop();
    });
    this.enter({ kind: 'serving', address: opened.address });
    return opened.address;
  }

  stop(): void {
    this.served?.dispose();
    this.served = undefined;
    if (this.servedState.kind !== 'off') this.enter({ kind: 'off' });
  }

  dispose(): void {
    this.stop();
    this.store.dispose();
  }

  /** Whether `stop` was called while the board was opened. */
  private isStopped(): boolean {
    return this.servedState.kind === 'off';
  }

  private enter(state: ServedState): void {
    this.servedState = state;
    this.stateChanged.fire(state);
  }
}
