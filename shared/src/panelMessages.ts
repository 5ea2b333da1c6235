/**
 * What passes between the extension host and the Sockets panel. The panel holds no truth and no list: it says which part of the list it
 * shows, and is told the rows of that part, so that a million rows cost it no more than fifty.
 */
import type { ConnectionSummary } from './connection';
import type { DecodedConversation } from './decoded';
import type { RunFacts, RunState } from './run';
import type { SocketRecord } from './socketRecord';

/** How many bytes of an operation come with its row; enough for the preview. */
export const ROW_HEAD_BYTES = 512;

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

/** One line of the panel. `index` grows by one from entry to entry of the log and is never reused. */
export type PanelRow =
  | {
      readonly kind: 'operation';
      readonly index: number;
      /** Number of the run, from 1. */
      readonly run: number;
      readonly record: Omit<SocketRecord, 'bytes' | 'tls'>;
      readonly sizeBytes: number;
      /** The first `ROW_HEAD_BYTES` bytes. */
      readonly head: Uint8Array;
      /** Milliseconds since the row above, of the same run; absent in the first row. */
      readonly sinceMs?: number;
      /** Whether it is one of those that are searched for. */
      readonly isFound: boolean;
    }
  /** Operations that happened here and were not recorded, because they came too fast. */
  | { readonly kind: 'gap'; readonly index: number; readonly count: number }
  /** A run begins here, where the one before was kept. */
  | ({ readonly kind: 'run'; readonly index: number } & RunFacts);

/** Counted over the whole log, whether the rows are still kept or not. */
export interface PanelTotals {
  readonly operations: number;
  readonly receivedBytes: number;
  readonly sentBytes: number;
}

/** One socket of one run. */
export interface ConnectionKey {
  readonly run: number;
  readonly socket: number;
}

export type PanelConnection = ConnectionSummary & {
  readonly run: number;
  /** What it is about, e.g. `GET /index.html → 200 OK`; empty if nobody knows. */
  readonly title: string;
};

/** Which rows are shown. */
export interface RowFilter {
  /**
   * Words that must all occur in the row. `op:recv`, `#3` and `hex:0d0a` look at one thing only; quotes keep words together, a minus
   * in front means that it must not occur.
   */
  readonly text: string;
  readonly errorsOnly: boolean;
  readonly connection?: ConnectionKey;
}

export const NO_FILTER: RowFilter = { text: '', errorsOnly: false };

/** How long the list is. Positions count the rows that pass the filter, from 0 at the oldest that is kept. */
export interface PanelExtent {
  readonly count: number;
  /** How many of its rows left at the start since the extent before. */
  readonly removed: number;
  /** Rows that are kept, whether they pass the filter or not. */
  readonly keptCount: number;
  /** Rows that had to go since the log was cleared. */
  readonly forgottenCount: number;
  /** While a filter looks through what was there before it: the share that it has looked at, below 1. */
  readonly scanned: number;
  /** Rows that came since the pause; absent while nothing is paused. */
  readonly heldCount?: number;
  readonly totals: PanelTotals;
}

/** Rows that follow one another, from position `first` on. */
export interface RowWindow {
  readonly first: number;
  readonly rows: readonly PanelRow[];
}

export interface SearchState {
  readonly text: string;
  readonly count: number;
  /** Which of them was gone to, from 1; 0 if none. */
  readonly current: number;
}

/** What the context menu of a row does. */
export type RowAction = 'copyText' | 'copyHex' | 'copyRow' | 'openSource' | 'onlyConnection';

export type ToPanel =
  /** Forget everything; what is there follows. */
  | { readonly kind: 'reset'; readonly run?: PanelRun; readonly filter: RowFilter; readonly isPaused: boolean; readonly keepsRuns: boolean }
  | { readonly kind: 'run'; readonly run: PanelRun }
  /** The list as it is now; and those of its rows that are in view, unless they are the same as before. */
  | { readonly kind: 'list'; readonly extent: PanelExtent; readonly window?: RowWindow }
  | { readonly kind: 'connections'; readonly connections: readonly PanelConnection[]; readonly forgottenCount: number }
  /** Select this row and bring it into view; without a position it is not in the list. */
  | { readonly kind: 'go'; readonly index: number; readonly position?: number }
  | { readonly kind: 'search'; readonly search: SearchState }
  /** Show only what matches, as if the user had asked for it. */
  | { readonly kind: 'filter'; readonly filter: RowFilter }
  | { readonly kind: 'paused'; readonly isPaused: boolean }
  | { readonly kind: 'keepsRuns'; readonly keepsRuns: boolean }
  /** An item of the context menu was chosen; it is about the row that is selected. */
  | { readonly kind: 'act'; readonly action: RowAction }
  /** Answer to `select`. */
  | { readonly kind: 'bytes'; readonly index: number; readonly bytes: Uint8Array }
  /** Answer to `decode`, and again when more has come. */
  | { readonly kind: 'decoded'; readonly key: ConnectionKey; readonly conversation: DecodedConversation };

export type FromPanel =
  | { readonly kind: 'ready' }
  /** Which rows are in view. Who follows wants the last `count`, whatever `first` says. */
  | { readonly kind: 'view'; readonly first: number; readonly count: number; readonly follows: boolean }
  /** The rows of the last message are on the screen; the next ones may come. */
  | { readonly kind: 'shown' }
  | { readonly kind: 'filter'; readonly filter: RowFilter }
  /** Search for a text, from a row on; `step` 0 stays at a row that has it. An empty text ends the search. */
  | { readonly kind: 'search'; readonly text: string; readonly from: number; readonly step: -1 | 0 | 1 }
  /** Say where this row is now: the answer is `go`. */
  | { readonly kind: 'locate'; readonly index: number }
  | { readonly kind: 'pause'; readonly isPaused: boolean }
  | { readonly kind: 'keepRuns'; readonly keepsRuns: boolean }
  | { readonly kind: 'run' }
  | { readonly kind: 'openExample' }
  | { readonly kind: 'openTraffic' }
  /** Show the line where the exception was raised. */
  | { readonly kind: 'openPlace' }
  /** Show the line that did this operation. */
  | { readonly kind: 'openSource'; readonly index: number }
  /** Send the whole bytes of this row. */
  | { readonly kind: 'select'; readonly index: number }
  /** Decode this connection, and do it again when more has come; without a key no connection is looked at any more. */
  | { readonly kind: 'decode'; readonly key?: ConnectionKey }
  /** Open a text as a document, e.g. a decoded body. */
  | { readonly kind: 'openText'; readonly text: string; readonly language: string }
  | { readonly kind: 'copy'; readonly text: string };
