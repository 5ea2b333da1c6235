/**
 * The runs of a window together: one may go on on the simulated board and one on the board at a port. Whatever offers to stop or to run asks
 * here, so that the editor, the status bar and the commands mean the same run.
 */
import { type Disposable, DisposableStore, Emitter } from '../../shared/src';
import type { ControllerState } from './runController';

/** A target's runs, as far as they are looked at. */
export interface TargetRuns {
  readonly state: ControllerState;
  readonly onDidChangeState: (listener: () => void) => Disposable;
}

export class RunsOfWindow<T extends TargetRuns> implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new Emitter<void>());
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly simulated: T,
    private readonly atPort: T,
    /** Whether Run takes the board at a port. */
    private readonly usesPort: () => boolean,
  ) {
    for (const { onDidChangeState } of [simulated, atPort]) this.store.add(onDidChangeState(() => this.changed.fire()));
  }

  get isRunning(): boolean {
    return this.running.length > 0;
  }

  /** The documents that run. */
  get documents(): readonly string[] {
    return this.running.flatMap(({ state }) => (state.kind === 'idle' ? [] : (state.request.document ?? [])));
  }

  /** Where one target is meant: the one that Run takes, unless only the other runs something. */
  get meant(): T {
    const [first, second] = this.usesPort() ? [this.atPort, this.simulated] : [this.simulated, this.atPort];
    return first.state.kind === 'idle' && second.state.kind !== 'idle' ? second : first;
  }

  /** Where a document runs; where it does not, the one that is meant anyway. */
  meantBy(document: string | undefined): T {
    const runs = this.running.filter(({ state }) => state.kind !== 'idle' && state.request.document === document);
    return runs.length === 1 && runs[0] ? runs[0] : this.meant;
  }

  dispose(): void {
    this.store.dispose();
  }

  private get running(): readonly T[] {
    return [this.simulated, this.atPort].filter(({ state }) => state.kind !== 'idle');
  }
}
