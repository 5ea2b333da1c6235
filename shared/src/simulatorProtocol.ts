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

/** Flow control: the parent says how many further events it has dealt with; the process sends no more than a bounded amount ahead. */
export interface RunAcknowledgeParams {
  readonly run: RunId;
  readonly eventCount: number;
}

/** Method names. `start` is a request without a result; all others are notifications. */
export const SimulatorMethod = {
  start: 'run/start',
  interrupt: 'run/interrupt',
  kill: 'run/kill',
  input: 'run/input',
  event: 'run/event',
  acknowledge: 'run/acknowledge',
  ended: 'run/ended',
} as const;
