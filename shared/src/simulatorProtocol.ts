/**
 * What passes between the simulator process and its parent, as JSON-RPC over Node's IPC channel with structured
 * clone, so that bytes stay bytes. The process ends when the channel closes.
 */
import type { PinWiring } from './pins';
import type { RunEvent, RunOptions, RunResult, Script } from './run';

/** Number of a run, chosen by the parent, unique within the life of the process. A board that stays on has one for all its runs. */
export type RunId = number;

export interface StartRunParams {
  readonly run: RunId;
  readonly script: Script;
  readonly options: RunOptions;
}

export interface OpenBoardParams {
  readonly run: RunId;
  readonly options: RunOptions;
}

export interface BootBoardParams {
  readonly run: RunId;
  readonly folder?: string;
}

export interface RunOnBoardParams {
  readonly run: RunId;
  readonly script: Script;
  readonly reset: 'soft' | 'hard';
}

export interface ResetBoardParams {
  readonly run: RunId;
  readonly kind: 'soft' | 'hard';
}

export interface RunInputParams {
  readonly run: RunId;
  readonly bytes: Uint8Array;
}

export interface WirePinParams extends PinWiring {
  readonly run: RunId;
}

export interface WatchParams {
  readonly run: RunId;
  readonly isWatched: boolean;
}

export interface RunEventParams {
  readonly run: RunId;
  readonly event: RunEvent;
}

export interface RunEndedParams {
  readonly run: RunId;
  readonly result: RunResult;
}

/** Flow control: the parent says how many further events it has dealt with; the process sends no more than a bounded amount ahead. */
export interface RunAcknowledgeParams {
  readonly run: RunId;
  readonly eventCount: number;
}

/**
 * Method names. `start`, `open` and `boot` are requests without a result, `runOnBoard` is one whose result is a RunResult;
 * all others are notifications.
 */
export const SimulatorMethod = {
  start: 'run/start',
  open: 'board/open',
  boot: 'board/boot',
  runOnBoard: 'board/run',
  reset: 'board/reset',
  close: 'board/close',
  interrupt: 'run/interrupt',
  kill: 'run/kill',
  input: 'run/input',
  wirePin: 'run/wirePin',
  watch: 'run/watch',
  event: 'run/event',
  acknowledge: 'run/acknowledge',
  ended: 'run/ended',
} as const;
