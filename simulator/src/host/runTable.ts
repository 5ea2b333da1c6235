/** The boards of this process, by the number that the parent gave them. A message for one that has ended is late, and ignored. */
import type {
  BootBoardParams,
  OpenBoardParams,
  ResetBoardParams,
  RunAcknowledgeParams,
  RunEvent,
  RunId,
  RunInputParams,
  RunOnBoardParams,
  RunResult,
  StartRunParams,
  WatchParams,
  WirePinParams,
} from '../../../shared/src';
import { Board } from './board';
import { LocalNetwork } from './localNetwork';
import type { VmFiles } from './poweredBoard';
import type { VmThreads } from './vmThreads';

export interface RunTableSetup {
  readonly vm: () => Promise<VmFiles>;
  readonly threads: VmThreads;
  readonly onEvent: (run: RunId, event: RunEvent) => void;
  readonly onEnded: (run: RunId, result: RunResult) => void;
}

export class RunTable {
  private readonly boards = new Map<RunId, Board>();
  /** The networks that boards are in, by the name that their runs give, and how many boards there are in each. */
  private readonly networks = new Map<string, { readonly network: LocalNetwork; boardCount: number }>();

  constructor(private readonly setup: RunTableSetup) {}

  /** A board for one run, which ends with its script. Rejects with a text for the user if the run cannot begin. */
  async start({ run, script, options }: StartRunParams): Promise<void> {
    const board = await this.open({ run, options });
    await board.start({ start: 'script', then: 'end', script });
  }

  /** A board that is off yet. Rejects with a text for the user. */
  async open({ run, options }: OpenBoardParams): Promise<Board> {
    const { vm, threads, onEvent, onEnded } = this.setup;
    const name = options.localNetwork ?? '';
    const local = this.enter(name);
    try {
      const board = await Board.open({
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
      return board;
    } catch (error) {
      this.leave(name);
      throw error;
    }
  }

  async boot({ run, folder }: BootBoardParams): Promise<void> {
    await this.boards.get(run)?.start({ start: 'boot', then: 'prompt', ...(folder === undefined ? {} : { folder }) });
  }

  /** Rejects with a text for the user. */
  async runOnBoard({ run, script, reset }: RunOnBoardParams): Promise<RunResult> {
    const board = this.boards.get(run);
    if (!board) throw new Error('The simulated board has been switched off.');
    return board.run(script, reset);
  }

  reset({ run, kind }: ResetBoardParams): void {
    void this.boards.get(run)?.reset(kind);
  }

  close(run: RunId): void {
    this.boards.get(run)?.close();
  }

  interrupt(run: RunId): void {
    this.boards.get(run)?.interrupt();
  }

  kill(run: RunId): void {
    void this.boards.get(run)?.kill();
  }

  input({ run, bytes }: RunInputParams): void {
    this.boards.get(run)?.write(bytes);
  }

  wirePin({ run, ...wiring }: WirePinParams): void {
    this.boards.get(run)?.wirePin(wiring);
  }

  watch({ run, isWatched }: WatchParams): void {
    this.boards.get(run)?.watch(isWatched);
  }

  acknowledge({ run, eventCount }: RunAcknowledgeParams): void {
    this.boards.get(run)?.acknowledge(eventCount);
  }

  private enter(name: string): LocalNetwork {
    const entry = this.networks.get(name) ?? { network: new LocalNetwork(), boardCount: 0 };
    entry.boardCount++;
    this.networks.set(name, entry);
    return entry.network;
  }

  private leave(name: string): void {
    const entry = this.networks.get(name);
    if (entry && --entry.boardCount === 0) this.networks.delete(name);
  }
}
