/**
 * The window's board with its serial line on a TCP port, as long as the user wants it there: off → starting → serving → off.
 * The line belongs to one at a time, as on hardware: to the program that is connected, or else to the terminal and to runs.
 * Nothing here knows VS Code.
 */
import { type Disposable, DisposableStore, Emitter, type Event } from '../../shared/src';

/** The board's line on a port. Disposing it closes the port and leaves the board as it is. */
export interface BoardOnPort extends Disposable {
  /** `127.0.0.1:PORT` */
  readonly address: string;
  /** Settles when the board was switched off, or broke down. */
  readonly gone: Promise<void>;
  /** Fires with whether a program has the line now. */
  readonly onDidChangeProgram: Event<boolean>;
  /** Takes the line from the program that has it. */
  disconnect(): void;
}

export type OpenBoardOnPort = () => Promise<BoardOnPort>;

export type ServedState =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'serving'; readonly address: string; readonly hasProgram: boolean };

export class ServedBoard implements Disposable {
  private readonly store = new DisposableStore();
  private readonly stateChanged = this.store.add(new Emitter<ServedState>());
  private readonly programChanged = this.store.add(new Emitter<boolean>());
  private served: BoardOnPort | undefined;
  private servedState: ServedState = { kind: 'off' };

  readonly onDidChangeState = this.stateChanged.event;
  /** A program has taken the line, or has left it. */
  readonly onDidChangeProgram = this.programChanged.event;

  constructor(private readonly open: OpenBoardOnPort) {}

  get state(): ServedState {
    return this.servedState;
  }

  /** Whether a program has the line, so that the terminal and runs do not. */
  get hasProgram(): boolean {
    return this.servedState.kind === 'serving' && this.servedState.hasProgram;
  }

  /** Resolves with the address, also if the board is served already. Rejects with a text for the user. */
  async start(): Promise<string | undefined> {
    if (this.served) return this.served.address;
    if (this.servedState.kind === 'starting') return undefined;
    this.enter({ kind: 'starting' });
    let opened: BoardOnPort;
    try {
      opened = await this.open();
    } catch (error) {
      this.enter({ kind: 'off' });
      throw error;
    }
    if (this.isStopped()) {
      opened.dispose();
      return undefined;
    }
    this.served = opened;
    const { address } = opened;
    opened.onDidChangeProgram((hasProgram) => {
      if (this.served === opened) this.enter({ kind: 'serving', address, hasProgram });
    });
    void opened.gone.then(() => this.served === opened && this.stop());
    this.enter({ kind: 'serving', address, hasProgram: false });
    return address;
  }

  stop(): void {
    const { served } = this;
    this.served = undefined;
    served?.dispose();
    if (this.servedState.kind !== 'off') this.enter({ kind: 'off' });
  }

  /** Gives the line back to the terminal and to runs. */
  disconnectProgram(): void {
    this.served?.disconnect();
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
    const hadProgram = this.hasProgram;
    this.servedState = state;
    this.stateChanged.fire(state);
    if (this.hasProgram !== hadProgram) this.programChanged.fire(this.hasProgram);
  }
}
