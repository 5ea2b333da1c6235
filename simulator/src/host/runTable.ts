/** The runs of this process, by the number that the parent gave them. A message for a run that has ended is late, and ignored. */
import type { RunEvent, RunId, RunInputParams, RunResult, StartRunParams, RunAcknowledgeParams } from '../../../shared/src';
import { Board, type VmFiles } from './board';
import { LocalNetwork } from './localNetwork';
import type { VmThreads } from './vmThreads';

export interface RunTableSetup {
  readonly vm: () => Promise<VmFiles>;
  readonly threads: VmThreads;
  readonly onEvent: (run: RunId, event: RunEvent) => void;
  readonly onEnded: (run: RunId, result: RunResult) => void;
}

export class RunTable {
  private readonly boards = new Map<RunId, Board>();
  /** The networks that boards are in, by the name that their runs give, and how many runs there are in each. */
  private readonly networks = new Map<string, { readonly network: LocalNetwork; runCount: number }>();

  constructor(private readonly setup: RunTableSetup) {}

  /** Rejects with a text for the user if the run cannot begin. */
  async start({ run, script, options }: StartRunParams): Promise<void> {
    const { vm, threads, onEvent, onEnded } = this.setup;
    const name = options.localNetwork ?? '';
    const local = this.enter(name);
    try {
      const board = await Board.start({
        script,
        options,
        local,
        vm: await vm(),
        threads,
        post: (event) => onEvent(run, event),
        onEnded: (result) => {
          this.boards.delete(run);
          this.leave(name);
          threads.prepare();
          onEnded(run, result);
        },
      });
      this.boards.set(run, board);
    } catch (error) {
      this.leave(name);
      throw error;
    }
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

  private enter(name: string): LocalNetwork {
    const entry = this.networks.get(name) ?? { network: new LocalNetwork(), runCount: 0 };
    entry.runCount++;
    this.networks.set(name, entry);
    return entry.network;
  }

  private leave(name: string): void {
    const entry = this.networks.get(name);
    if (entry && --entry.runCount === 0) this.networks.delete(name);
  }
}
