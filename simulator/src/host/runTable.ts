/** The runs of this process, by the number that the parent gave them. A message for a run that has ended is late, and ignored. */
import type { RunEvent, RunId, RunInputParams, RunResult, StartRunParams, RunAcknowledgeParams } from '../../../shared/src';
import { Board, type VmFiles } from './board';
import type { VmThreads } from './vmThreads';

export interface RunTableSetup {
  readonly vm: () => Promise<VmFiles>;
  readonly threads: VmThreads;
  readonly onEvent: (run: RunId, event: RunEvent) => void;
  readonly onEnded: (run: RunId, result: RunResult) => void;
}

export class RunTable {
  private readonly boards = new Map<RunId, Board>();

  constructor(private readonly setup: RunTableSetup) {}

  /** Rejects with a text for the user if the run cannot begin. */
  async start({ run, script, options }: StartRunParams): Promise<void> {
    const board = await Board.start({
      script,
      options,
      vm: await this.setup.vm(),
      threads: this.setup.threads,
      post: (event) => this.setup.onEvent(run, event),
      onEnded: (result) => {
        this.boards.delete(run);
        this.setup.threads.prepare();
        this.setup.onEnded(run, result);
      },
    });
    this.boards.set(run, board);
  }

  interrupt(run: RunId): void {
    this.boards.get(run)?.interrupt();
  }

  kill(run: RunId): void {
    this.boards.get(run)?.kill();
  }

  input({ run, bytes }: RunInputParams): void {
    this.boards.get(run)?.write(bytes);
  }

  acknowledge({ run, eventCount }: RunAcknowledgeParams): void {
    this.boards.get(run)?.acknowledge(eventCount);
  }
}
