/** What a command line says of the board, as the simulator wants it; and a board that stays on, made of it. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { boardKind, type BoardSession, type RunOptions } from '../../shared/src';
import type { SimulatedBoard } from '../../simulator/src';
import type { BoardArguments, PromptArguments } from './arguments';

export function boardOptions(args: BoardArguments): RunOptions {
  const { board, network, aliases, accessPoints, wiring, heapSizeBytes, tracePath, flashPath } = args;
  return {
    ...(board === undefined ? {} : { board }),
    network,
    aliases,
    accessPoints,
    wiring,
    heapSizeBytes: heapSizeBytes ?? boardKind(board).heapSizeBytes,
    recordSockets: false,
    ...(tracePath === undefined ? {} : { traceFile: resolve(tracePath) }),
    ...(flashPath === undefined ? {} : { flashImage: resolve(flashPath) }),
  };
}

/** A board that is still off, and the folder with which to boot it. Rejects with a text for the user. */
export async function openBoard(
  args: PromptArguments,
  simulator: SimulatedBoard,
): Promise<{ readonly board: BoardSession; readonly folder?: string }> {
  simulator.warmUp();
  const { folderPath } = args;
  if (folderPath !== undefined) await requireFolder(folderPath);
  const board = await simulator.open(boardOptions(args));
  return { board, ...(folderPath === undefined ? {} : { folder: resolve(folderPath) }) };
}

async function requireFolder(path: string): Promise<void> {
  const status = await stat(path).catch((error: unknown) => {
    throw new Error(`there is no folder ${path}`, { cause: error });
  });
  if (!status.isDirectory()) throw new Error(`${path} is a file; a board's files are those of a folder`);
}
