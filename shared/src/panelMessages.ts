/**
 * What passes between the extension host and the Sockets panel. The panel holds no truth: after `ready` it is rebuilt
 * from the host's log, and it fetches the whole bytes of an operation only when somebody looks at them.
 */
import type { RunState } from './run';
import type { SocketRecord } from './socketRecord';

/** How many bytes of an operation come with its row; enough for the preview and for the filter. */
export const ROW_HEAD_BYTES = 1024;

export interface PanelRun {
  /** File name of the script. */
  readonly script: string;
  readonly target: string;
  readonly state: RunState;
  /** Present once the run has ended. */
  readonly ending?: PanelEnding;
}

/** How the run ended, in words for the user. */
export interface PanelEnding {
  readonly tone: 'done' | 'stopped' | 'failed';
  /** E.g. `finished in 0.4 s`. */
  readonly text: string;
  /** The exception's last line, or the reason of a failure. */
  readonly cause?: string;
  /** Where the exception was raised, e.g. `http_get.py:12`; the panel offers it as a link. */
  readonly place?: string;
}

/** One line of the panel. `index` grows by one from row to row and is never reused. */
export type PanelRow =
  | {
      readonly kind: 'operation';
      readonly index: number;
      readonly record: Omit<SocketRecord, 'bytes'>;
      readonly sizeBytes: number;
      /** The first `ROW_HEAD_BYTES` bytes. */
      readonly head: Uint8Array;
    }
  /** Operations that happened here and were not recorded, because they came too fast. */
  | { readonly kind: 'gap'; readonly index: number; readonly count: number };

/** Counted over the whole run, whether the rows are still kept or not. */
export interface PanelTotals {
  readonly operations: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

export type ToPanel =
  /** Forget everything; the rows of `run` follow. */
  | { readonly kind: 'reset'; readonly run?: PanelRun }
  | { readonly kind: 'run'; readonly run: PanelRun }
  /** Rows to add at the end. Rows below `firstIndex` are no longer kept. */
  | {
      readonly kind: 'rows';
      readonly rows: readonly PanelRow[];
      readonly firstIndex: number;
      readonly forgottenCount: number;
      readonly totals: PanelTotals;
    }
  /** Show only what matches, as if the user had typed it. */
  | { readonly kind: 'filter'; readonly text: string }
  /** Answer to `select`. */
  | { readonly kind: 'bytes'; readonly index: number; readonly bytes: Uint8Array };

export type FromPanel =
  | { readonly kind: 'ready' }
  /** The rows of the last message are on the screen; the next ones may come. */
  | { readonly kind: 'shown' }
  | { readonly kind: 'run' }
  | { readonly kind: 'openExample' }
  /** Show the line where the exception was raised. */
  | { readonly kind: 'openPlace' }
  /** Send the whole bytes of this row. */
  | { readonly kind: 'select'; readonly index: number }
  | { readonly kind: 'copy'; readonly text: string };
