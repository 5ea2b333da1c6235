/**
 * A board that stays switched on between runs: a script runs on it after a soft reset, and afterwards the board is at its
 * prompt, with what the script left behind. Its output is what its serial line carries.
 */
import type { Watchable } from './boardState';
import type { Disposable } from './disposable';
import type { Event } from './event';
import type { WiredPins } from './pins';
import type { RunEvent, RunResult, Script } from './run';

export interface BoardSession extends Disposable, WiredPins, Watchable {
  readonly onEvent: Event<RunEvent>;
  /** Settles when the board is gone: it was closed, or it broke down; never rejects. */
  readonly done: Promise<RunResult>;
  /** Switches the board on, off and on again if it is on: boot.py, main.py, prompt. `folder` is what it sees as its files. */
  boot(folder?: string): Promise<void>;
  /**
   * Runs a script in place of main.py, after a reset: a soft one, which leaves Wi-Fi as it is and for which what runs is
   * interrupted, or by switching the board off and on.
   */
  runScript(script: Script, reset?: 'soft' | 'hard'): Promise<RunResult>;
  /** Ctrl-D at the prompt, or the reset button. */
  reset(kind: 'soft' | 'hard'): void;
  /** Raises KeyboardInterrupt in what runs; Ctrl-C at the prompt. */
  interrupt(): void;
  /** Ends what runs without its consent; the board is then at its prompt, reset. */
  kill(): void;
  /** Bytes for the serial line. */
  write(bytes: Uint8Array): void;
  /** After a bounded amount more, no further events come until `resumeEvents`; the board then waits. */
  pauseEvents(): void;
  resumeEvents(): void;
}
