/** What a command line says of the board, as the simulator wants it; and a board that stays on, made of it. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { BoardSession, RunOptions } from '../../shared/src';
import { DEFAULT_HEAP_BYTES, type SimulatedBoard } from '../../simulator/src';
import type { BoardArguments, PromptArguments } from './arguments';

export function boardOptions({ network, aliases, accessPoints, wiring, heapSizeBytes, tracePath }: BoardArguments): RunOptions {
  return {
    network,
    aliases,
    accessPoints,
    wiring,
    heapSizeBytes: heapSizeBytes ?? DEFAULT_HEAP_BYTES,
    recordSockets: false,
    ...(tracePath === undefined ? {} : { traceFile: resolve(tracePath) }),
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
