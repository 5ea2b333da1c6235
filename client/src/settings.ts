/**
 * The extension's settings, typed, read in this one place. Values of the wrong type fall back to the default.
 * `micropythonSockets.simulator.*` and `micropythonSockets.board.*` are not read from the workspace while the workspace is
 * not trusted; the manifest says so.
 */
import * as vscode from 'vscode';
import { boardKind, DEFAULT_BOARD, isBoardName, type BoardName, type NetworkPolicy, type RunOptions } from '../../shared/src';
import type { ControlLines } from '../../board/src';
import { parseAccessPoints, type ParsedAccessPoints } from './accessPoints';
import { parseAliases, type ParsedAliases } from './aliases';

const DEFAULT_BAUD_RATE = 115_200;

export const section = 'micropythonSockets';

export interface Settings {
  readonly network: NetworkPolicy;
  readonly aliases: ParsedAliases;
  readonly accessPoints: ParsedAccessPoints;
  readonly board: BoardName;
  readonly heapSizeBytes: number;
  /** Whether the board keeps what scripts write for the next run. */
  readonly keepsFiles: boolean;
  readonly revealOnRun: boolean;
}

/** How boards at a port are treated. */
export interface DeviceSettings {
  /** In bits per second. */
  readonly baudRate: number;
  readonly controlLines: ControlLines;
  /** Whether the board begins anew before each run. */
  readonly softReset: boolean;
  /** What of the script's folder goes along with a run. */
  readonly imports: 'none' | 'imports' | 'project';
  /** Whether socket calls are reported. */
  readonly probe: boolean;
  /** Whether a board that was unplugged is connected again when it is back. */
  readonly reconnect: boolean;
  /** USB devices that are boards too, as `VID:PID` in hexadecimal. */
  readonly extraBoards: readonly string[];
}

/** Bounds of the heap setting; the manifest shows the same ones. */
const heapSize = { min: 16 * 1024, max: 64 * 1024 * 1024 };

export function readSettings(scope?: vscode.Uri): Settings {
  const configuration = vscode.workspace.getConfiguration(section, scope ?? null);
  const name = configuration.get('simulator.board');
  const board = isBoardName(name) ? name : DEFAULT_BOARD;
  return {
    board,
    network: networkPolicy(configuration.get('simulator.network')),
    aliases: parseAliases(configuration.get('simulator.aliases')),
    accessPoints: parseAccessPoints(configuration.get('simulator.accessPoints')),
    heapSizeBytes: heapSizeIn(configuration.get('simulator.heapSize'), board),
    keepsFiles: configuration.get('simulator.flash') !== 'fresh',
    revealOnRun: configuration.get('panel.revealOnRun') !== false,
  };
}

/** What the simulated board is switched on with; `flashImage` is the file in which it keeps its files, if it does. */
export function boardOptions(settings: Settings, flashImage?: string): RunOptions {
  const { board, network, aliases, accessPoints, heapSizeBytes, keepsFiles } = settings;
  return {
    board,
    network,
    aliases: aliases.aliases,
    accessPoints: accessPoints.accessPoints,
    heapSizeBytes,
    recordSockets: true,
    ...(keepsFiles && flashImage !== undefined ? { flashImage } : {}),
  };
}

export function readDeviceSettings(scope?: vscode.Uri): DeviceSettings {
  const configuration = vscode.workspace.getConfiguration(section, scope ?? null);
  const baudRate = configuration.get('board.baudRate');
  const controlLines = configuration.get('board.controlLines');
  const imports = configuration.get('board.sendModules');
  const extraBoards = configuration.get('board.usbIds');
  return {
    baudRate: typeof baudRate === 'number' && baudRate >= 300 ? Math.floor(baudRate) : DEFAULT_BAUD_RATE,
    controlLines: controlLines === 'bothOn' || controlLines === 'bothOff' ? controlLines : 'auto',
    softReset: configuration.get('board.softResetBeforeRun') !== false,
    imports: imports === 'none' || imports === 'project' ? imports : 'imports',
    probe: configuration.get('board.probe') !== false,
    reconnect: configuration.get('board.reconnect') !== false,
    extraBoards: Array.isArray(extraBoards) ? extraBoards.filter((id): id is string => typeof id === 'string') : [],
  };
}

function networkPolicy(value: unknown): NetworkPolicy {
  return value === 'local' || value === 'none' ? value : 'all';
}

function heapSizeIn(value: unknown, board: BoardName): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return boardKind(board).heapSizeBytes;
  return Math.min(heapSize.max, Math.max(heapSize.min, Math.floor(value)));
}
