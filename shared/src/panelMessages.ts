/** What passes between the extension host and the Sockets panel. The panel holds no truth: `reset` rebuilds it. */
import type { RunResult } from './run';
import type { SocketRecord } from './socketRecord';

export interface PanelRun {
  /** File name of the script. */
  readonly script: string;
  readonly target: string;
  readonly result?: RunResult;
}

export type ToPanel =
  | { readonly kind: 'reset'; readonly run?: PanelRun; readonly records: readonly SocketRecord[]; readonly droppedCount: number }
  | { readonly kind: 'append'; readonly records: readonly SocketRecord[]; readonly droppedCount: number }
  | { readonly kind: 'ended'; readonly result: RunResult };

export type FromPanel =
  | { readonly kind: 'ready' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'run' }
  | { readonly kind: 'openExample' };
