/** Recorded runs as files, in a format that the file's extension names. What cannot be done is told with the file's name and the cause. */
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { messageOf } from '../../../shared/src';
import { harPieces } from '../export/har';
import { runOfHar } from '../export/harImport';
import { pcapngOf } from '../export/pcapng';
import { PlainSockets } from '../export/plainSockets';
import type { RecordedRun, RunFacts } from '../recordedRun';
import { readNdjson, writeNdjson } from './ndjson';
import { RunFileError } from './runFileError';
import { collectRun, type RunStream } from './runStream';

export const RUN_FORMATS = ['ndjson', 'pcapng', 'har'] as const;

export type RunFormat = (typeof RUN_FORMATS)[number];

const EXTENSIONS: Readonly<Record<string, RunFormat>> = {
  '.ndjson': 'ndjson',
  '.jsonl': 'ndjson',
  '.json': 'ndjson',
  '.pcapng': 'pcapng',
  '.har': 'har',
};

/** By the extension; undefined if it is of none. */
export function runFormatOf(path: string): RunFormat | undefined {
  return EXTENSIONS[extname(path).toLowerCase()];
}

/** The run in a file, with all its entries; a browser's HAR becomes one. Rejects with a RunFileError. */
export async function openRun(path: string): Promise<RecordedRun> {
  const format = runFormatOf(path);
  if (format === 'pcapng')
    throw new RunFileError(`${path} cannot be read: packets are for other programs; a run is opened from .ndjson or .har.`);
  try {
    if (format === 'har') return runOfHar(await readFile(path, 'utf8'), path);
    return await collectRun(await openNdjson(path));
  } catch (error) {
    throw readable(path, error);
  }
}

/** Writes the run, or replaces what is there. Rejects with a RunFileError. */
export async function saveRun(path: string, run: RecordedRun, format: RunFormat): Promise<void> {
  try {
    await pipeline(Readable.from(written(run, format), { objectMode: true }), createWriteStream(path));
  } catch (error) {
    throw new RunFileError(`${path} cannot be written: ${reasonOf(error)}`, { cause: error });
  }
}

async function openNdjson(path: string): Promise<RunStream> {
  const fallback: RunFacts = { script: basename(path), target: '', startedAt: Math.round((await stat(path)).mtimeMs) };
  return readNdjson(createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>, { name: path, fallback });
}

async function* written(run: RecordedRun, format: RunFormat): AsyncGenerator<string | Uint8Array> {
  switch (format) {
    case 'ndjson':
      yield* writeNdjson(run);
      return;
    case 'pcapng':
      yield* pcapngOf(run, await PlainSockets.inSlices(run));
      return;
    case 'har':
      yield* harPieces(run);
  }
}

function readable(path: string, error: unknown): unknown {
  if (error instanceof RunFileError || !isOfSystem(error)) return error;
  return new RunFileError(`${path} cannot be read: ${reasonOf(error)}`, { cause: error });
}

function isOfSystem(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
      return 'there is no such file or folder.';
    case 'EISDIR':
      return 'it is a folder.';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied.';
    default:
      return messageOf(error);
  }
}
