/**
 * Tells somebody who watches a board how it is: looks a few times a second, and passes on what is different from what was
 * told last. The board's parts know nothing of it, and while nobody watches nothing looks.
 */
import type { BoardState, Disposable, RunEvent } from '../../../shared/src';

export const LOOK_EVERY_MS = 100;

export interface StateWatchSetup {
  /** How the board is; undefined between two lives of it. */
  readonly look: () => BoardState | undefined;
  readonly tell: (event: RunEvent) => void;
  /** Whether the parent has not taken yet what it was told; then it is told later how the board is by then. */
  readonly isBehind: () => boolean;
}

export class StateWatch implements Disposable {
  private timer: NodeJS.Timeout | undefined;
  /** What was told last, of each kind of event. */
  private readonly told = new Map<RunEvent['kind'], string>();

  constructor(private readonly setup: StateWatchSetup) {}

  watch(isWatched: boolean): void {
    clearInterval(this.timer);
    this.timer = undefined;
    if (!isWatched) return;
    this.told.clear();
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.look();
  }

  /** Another life of the board begins: what was told of the last one is no longer known. */
  restart(): void {
    this.told.clear();
  }

  dispose(): void {
    this.watch(false);
  }

  private look(): void {
    if (this.setup.isBehind()) return;
    const state = this.setup.look();
    if (!state) return;
    this.tell({ kind: 'wifi', ...state.radio });
    if (state.heap) this.tell({ kind: 'memory', ...state.heap });
    this.tell({ kind: 'sockets', sockets: state.sockets });
    this.tell({ kind: 'prompt', isWaiting: state.isAtPrompt });
  }

  private tell(event: RunEvent): void {
    const text = JSON.stringify(event);
    if (this.told.get(event.kind) === text) return;
    this.told.set(event.kind, text);
    this.setup.tell(event);
  }
}
