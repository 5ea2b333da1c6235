/**
 * A file that receives every socket record as a line of JSON. Nothing is dropped: when the disk is slow the board waits.
 * If the disk fails, the trace ends there, and the user is told.
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { WriteStream } from 'node:fs';
import type { SocketRecord } from '../../../shared/src';

const LIMIT_BYTES = 1 << 20;

export interface TraceFileEvents {
  /** The disk has caught up after `isFull`. */
  readonly onRoom: () => void;
  /** Writing failed, and nothing more will be written. `text` is for the user. */
  readonly onFailure: (text: string) => void;
}

export class TraceFile {
  private readonly stream: WriteStream;
  private isBroken = false;

  private constructor(
    private readonly path: string,
    handle: FileHandle,
  ) {
    this.stream = handle.createWriteStream({ highWaterMark: LIMIT_BYTES });
  }

  /** Creates the file, or empties it. Rejects with a text for the user if that fails. */
  static async open(path: string): Promise<TraceFile> {
    try {
      return new TraceFile(path, await open(path, 'w'));
    } catch (error) {
      throw new Error(`The trace file ${path} cannot be written: ${reasonOf(error)}`, { cause: error });
    }
  }

  /** Call it once, before the first record. */
  watch({ onRoom, onFailure }: TraceFileEvents): void {
    this.stream.on('drain', onRoom);
    this.stream.on('error', (error) => {
      this.isBroken = true;
      onFailure(`The trace file ${this.path} is incomplete: ${error.message}`);
      onRoom();
    });
  }

  get isFull(): boolean {
    return !this.isBroken && this.stream.writableNeedDrain;
  }

  write(record: SocketRecord): void {
    if (!this.isBroken) this.stream.write(traceLine(record));
  }

  /** Resolves when everything is in the file. Never rejects. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.stream.destroyed) resolve();
      else this.stream.once('close', () => resolve()).end();
    });
  }
}

/** The record as it stands in the file, with its end of line. */
export function traceLine(record: SocketRecord): string {
  const { timeMs, durationMs, socket, operation, peer, bytes, outcome } = record;
  const line = {
    time_ms: round(timeMs),
    duration_ms: round(durationMs),
    socket,
    operation,
    peer,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64'),
    ...(outcome.kind === 'error' ? { errno: outcome.errno } : { result: outcome.value ?? null }),
  };
  return JSON.stringify(line) + '\n';
}

/** Microseconds are all that the clock can tell. */
function round(timeMs: number): number {
  return Math.round(timeMs * 1000) / 1000;
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  switch (code) {
    case 'ENOENT':
      return 'its folder does not exist.';
    case 'EISDIR':
      return 'it is a folder.';
    case 'EACCES':
    case 'EPERM':
      return 'permission denied.';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
