/**
 * A file that receives every socket record as a line of JSON, after a line that says of which run they are. Nothing is dropped: when the
 * disk is slow the board waits. If the disk fails, the trace ends there, and the user is told.
 */
import { open, type FileHandle } from 'node:fs/promises';
import type { WriteStream } from 'node:fs';
import { TraceLines, type RunFacts, type SocketRecord, messageOf } from '../../../shared/src';

const LIMIT_BYTES = 1 << 20;

export interface TraceFileEvents {
  /** The disk has caught up after `isFull`. */
  readonly onRoom: () => void;
  /** Writing failed, and nothing more will be written. `text` is for the user. */
  readonly onFailure: (text: string) => void;
}

export class TraceFile {
  private readonly stream: WriteStream;
  private readonly lines = new TraceLines(toBase64);
  private isHeaded = false;
  private isBroken = false;
  private sequence = 0;

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

  /** Before the first record; of a board that goes on with other scripts the first one counts. */
  begin(facts: RunFacts): void {
    if (!this.isHeaded) this.writeLine(this.lines.header(facts));
    this.isHeaded = true;
  }

  get hasBegun(): boolean {
    return this.isHeaded;
  }

  write(record: SocketRecord): void {
    this.sequence = record.sequence;
    this.writeLine(this.lines.record(record));
  }

  /** Of a target that may lose records: where their sequence jumps some are missing, and `droppedCount` are in all. */
  writeWithGaps(records: readonly SocketRecord[], droppedCount: number): void {
    let missing = droppedCount;
    for (const record of records) {
      const skipped = record.sequence - this.sequence - 1;
      if (skipped > 0) this.writeLine(this.lines.gap(skipped));
      missing -= Math.max(0, skipped);
      this.write(record);
    }
    if (missing <= 0) return;
    this.sequence += missing;
    this.writeLine(this.lines.gap(missing));
  }

  private writeLine(line: string): void {
    if (!this.isBroken) this.stream.write(line);
  }

  /** Resolves when everything is in the file. Never rejects. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      if (this.stream.destroyed) resolve();
      else this.stream.once('close', () => resolve()).end();
    });
  }
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
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
      return messageOf(error);
  }
}
