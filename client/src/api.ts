/** What `activate` returns: a window into the running extension for its end-to-end tests. No promise to others. */
import type { Uri } from 'vscode';
import type { Event } from '../../shared/src';
import type { BoardModel } from './boardView/boardModel';
import type { ServerState } from './language/languageServer';
import type { TrafficLog } from './panel/trafficLog';
import type { ControllerState, RunEnd } from './runController';
import type { ServedState } from './servedBoard';
import type { ShownActivity } from './source/socketDecorations';
import type { LocalPeers } from './traffic/localPeers';
import type { TracebackLink } from './ui/tracebackLinks';

/** A target's runs and its terminal. */
export interface TargetApi {
  readonly onDidWriteTerminal: Event<string>;
  readonly onDidEndRun: Event<RunEnd>;
  readonly state: ControllerState;
  /** Keys, as if typed into the target's terminal. */
  type(text: string): void;
}

/** Its own members are of the simulated board. */
export interface ExtensionApi extends TargetApi {
  readonly onDidChangeLanguageServer: Event<ServerState>;
  readonly trafficLog: Pick<TrafficLog, 'inMemory' | 'firstIndex' | 'nextIndex' | 'totals'>;
  /** What stands behind the lines in the editors. */
  readonly socketActivity: Pick<ShownActivity, 'onDidUpdate' | 'in'>;
  readonly localPeers: Pick<LocalPeers, 'standing' | 'aliases'>;
  readonly board: Pick<BoardModel, 'picture' | 'onDidChange' | 'wire' | 'hold' | 'letGo'>;
  /** The board at a port. */
  readonly device: TargetApi;
  /** The address of a file on the board that Run takes. */
  fileOnBoard(path: string): Uri;
  findTracebackLinks(line: string): Promise<readonly TracebackLink[]>;
  readonly served: ServedState;
}
