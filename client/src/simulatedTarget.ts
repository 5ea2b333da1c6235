/**
 * The simulated ESP32 as a run target whose code is loaded at the first run. Until then a window that only edits
 * Python pays nothing for it.
 */
import type { RunOptions, RunSession, RunTarget, Script } from '../../shared/src';

export class LazySimulatedTarget implements RunTarget {
  private board: Promise<RunTarget> | undefined;
  private disposed = false;

  /** `distFolder` is the absolute path of the folder with the simulator's bundles and assets. */
  constructor(private readonly distFolder: string) {}

  describe(): string {
    return 'Simulated ESP32';
  }

  async start(script: Script, options: RunOptions): Promise<RunSession> {
    this.board ??= this.load();
    const board = await this.board.catch((error: unknown) => {
      this.board = undefined; // The next run tries again.
      throw error;
    });
    return board.start(script, options);
  }

  dispose(): void {
    this.disposed = true;
    void this.board?.then(
      (board) => board.dispose(),
      () => undefined, // It was never there.
    );
  }

  private async load(): Promise<RunTarget> {
    const { SimulatedBoard } = await import('../../simulator/src');
    if (this.disposed) throw new Error('The window is closing.');
    return new SimulatedBoard({ distFolder: this.distFolder });
  }
}
