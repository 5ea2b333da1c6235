/**
 * What passes between the simulator process and its parent, as JSON-RPC over Node's IPC channel with structured
 * clone, so that bytes stay bytes. The process ends when the channel closes.
 */
import type { RunEvent, RunOptions, RunResult, Script } from './run';

/** Number of a run, chosen by the parent, unique within the life of the process. */
export type RunId = number;

export interface StartRunParams {
  readonly run: RunId;
  readonly script: Script;
  readonly options: RunOptions;
}

export interface RunInputParams {
  readonly run: RunId;
  readonly bytes: Uint8Array;
}

export interface RunEventParams {
  readonly run: RunId;
  readonly event: RunEvent;
}

export interface RunEndedParams {
  readonly run: RunId;
  readonly result: RunResult;
}

/** Method names. `start` is a request without a result; all others are notifications. */
export const SimulatorMethod = {
  start: 'run/start',
  interrupt: 'run/interrupt',
  kill: 'run/kill',
  input: 'run/input',
  event: 'run/event',
  ended: 'run/ended',
} as const;
