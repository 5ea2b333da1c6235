/**
 * A simulated board on a real serial port of this computer: its serial line at the far end of a pseudo-terminal. The board waits while the
 * port has no room, as one does whose output goes over USB.
 */
import type { BoardSession, Disposable } from '../../shared/src';
import { PseudoTerminal } from './pseudoTerminal';

export class SerialBridge implements Disposable {
  readonly terminal: PseudoTerminal;
  private last: Promise<void> = Promise.resolve();
  private readonly subscription: Disposable;

  constructor(board: Pick<BoardSession, 'onEvent' | 'write' | 'pauseEvents' | 'resumeEvents'>) {
    this.terminal = new PseudoTerminal((bytes) => board.write(bytes));
    this.subscription = board.onEvent((event) => {
      if (event.kind !== 'output') return;
      board.pauseEvents();
      // What is said to a port that was unplugged is lost.
      const written = this.last.then(() => this.terminal.write(event.bytes)).catch(() => undefined);
      this.last = written;
      void written.then(() => {
        if (this.last === written) board.resumeEvents();
      });
    });
  }

  /** What opens it. */
  get path(): string {
    return this.terminal.path;
  }

  dispose(): void {
    this.subscription.dispose();
    this.terminal.dispose();
  }
}
