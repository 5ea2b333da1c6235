/**
 * The file system of a board, while its raw REPL is held for it: what is done in a row. Writing is atomic: a file appears under its name
 * when all of it is there and its hash is right, and what was there before goes only then.
 */
import { createHash } from 'node:crypto';
import type { ExecOptions, ExecResult, RawRepl } from '../repl/rawRepl';
import { ACKNOWLEDGED, BLOCK_BYTES, BLOCKS_UNDER_WAY, callCode, DEFINE, FORGET } from './boardCode';
import { BoardFileError, fileError } from './boardFileError';
import { baseName, normalisePath, parentPath } from './boardPath';
import { keyed } from './keyedBlock';
import { RecordReader } from './recordReader';

/** A slow flash may erase for seconds. */
const ACTION_MS = 30_000;
/** How long the board may say nothing in the middle of a transfer. */
const SILENCE_MS = 15_000;
/** How long after an interrupt that had no effect the next one follows. */
const AGAIN_MS = 1000;

const CTRL_C = Uint8Array.of(0x03);
const FOLDER_BIT = 0x4000;
const [ENODEV, EINVAL] = [19, 22];

export interface BoardEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

export interface TransferOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

interface TransferExec extends Pick<ExecOptions, 'onOutput'> {
  readonly onCancelled?: () => void;
}

export interface BoardSpace {
  readonly totalBytes: number;
  readonly freeBytes: number;
}

export class FileSession {
  /** Folders in which nothing of an earlier transfer is left. */
  private readonly sweptFolders = new Set<string>();

  private constructor(private readonly raw: RawRepl) {}

  static async begin(raw: RawRepl): Promise<FileSession> {
    const { error } = await raw.exec(DEFINE, { deadlineMs: ACTION_MS });
    if (error !== '') throw fileError('reached', 'The file system of the board', error);
    return new FileSession(raw);
  }

  /** Takes away what `begin` put on the board, whether a session came to its end or not. */
  static async end(raw: RawRepl): Promise<void> {
    await raw.exec(FORGET, { deadlineMs: ACTION_MS });
  }

  async list(path: string): Promise<readonly BoardEntry[]> {
    const folder = normalisePath(path);
    const [epoch, ...entries] = await this.call('listed', folder, callCode('list_', folder));
    return entries.map((entry) => entryOf(entry, epoch)).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  async stat(path: string): Promise<BoardEntry> {
    const file = normalisePath(path);
    const [epoch, entry] = await this.call('found', file, callCode('stat', file));
    return { ...entryOf(entry, epoch), name: baseName(file) };
  }

  /** SHA-256 in hexadecimal. */
  async hash(path: string): Promise<string> {
    const file = normalisePath(path);
    const [told] = await this.call('read', file, callCode('read', file, false));
    return (told as [string])[0];
  }

  /** With the folders that lead to it. */
  async makeFolder(path: string): Promise<void> {
    const folder = normalisePath(path);
    await this.call('made', folder, callCode('makeFolder', folder));
  }

  /** A folder with all that is in it. */
  async remove(path: string): Promise<void> {
    const file = normalisePath(path);
    if (file === '/') throw new BoardFileError(EINVAL, 'The root folder of the board cannot be removed, only what is in it.');
    await this.call('removed', file, callCode('remove', file));
  }

  /** A file that is there under the new name goes; a folder does not. */
  async rename(from: string, to: string): Promise<void> {
    const [source, target] = [normalisePath(from), normalisePath(to)];
    if (target.startsWith(`${source}/`))
      throw new BoardFileError(EINVAL, `${source} cannot be renamed to ${target}: a folder does not go into itself.`);
    await this.call(`renamed to ${target}`, source, callCode('rename', source, target));
  }

  async space(): Promise<BoardSpace> {
    const [told] = await this.call('measured', '/', callCode('space', '/'));
    const [, unit, total, free] = told as [number, number, number, number];
    // The root of a board that has mounted nothing there has no blocks.
    if (total === 0) throw new BoardFileError(ENODEV, '/ cannot be measured: the board has no file system there.');
    return { totalBytes: total * unit, freeBytes: free * unit };
  }

  async read(path: string, { signal, onProgress }: TransferOptions = {}): Promise<Uint8Array> {
    const file = normalisePath(path);
    const { sizeBytes } = await this.stat(file);
    const { bytes, hash } = await this.receive(file, {
      signal,
      onProgress: (done) => onProgress?.(Math.min(done, sizeBytes), sizeBytes),
    });
    if (hash !== sha256(bytes))
      throw new BoardFileError(undefined, `${file} cannot be read: what came is not what the board read. Reset the board, then try again.`);
    return bytes;
  }

  /** The folders that lead to it are made. */
  async write(path: string, bytes: Uint8Array, options: TransferOptions = {}): Promise<void> {
    const file = normalisePath(path);
    const folder = parentPath(file);
    options.signal?.throwIfAborted();
    if (!this.sweptFolders.has(folder)) {
      await this.call('written', file, `${callCode('makeFolder', folder)}\n${callCode('sweep', folder)}`);
      this.sweptFolders.add(folder);
    }
    if (!(await this.send(file, bytes, options)))
      throw new BoardFileError(undefined, `${file} cannot be written: not all of it arrived as it was sent. Try again.`);
  }

  private async receive(file: string, { signal, onProgress }: TransferOptions): Promise<{ bytes: Buffer; hash: string }> {
    const reader = new RecordReader();
    const parts: Buffer[] = [];
    let [received, hash] = [0, ''];
    const take = (record: string): void => {
      if (record.startsWith('[')) hash = (JSON.parse(record) as [string])[0];
      else received += parts[parts.push(Buffer.from(record, 'base64')) - 1]?.length ?? 0;
    };
    const { error } = await this.transfer(callCode('read', file, true), signal, {
      onOutput: (output) => {
        for (const record of reader.push(output)) take(record.toString('latin1'));
        onProgress?.(received, received);
      },
    });
    if (error !== '') throw fileError('read', file, error);
    return { bytes: Buffer.concat(parts), hash };
  }

  /** Whether the board has it as it was sent. */
  private async send(file: string, bytes: Uint8Array, { signal, onProgress }: TransferOptions): Promise<boolean> {
    const reader = new RecordReader();
    let [sent, wanted, acknowledged] = [0, 0, 0];
    let [isTaking, isWhole] = [true, false];
    const sendMore = (): void => {
      const end = Math.min(bytes.length, wanted * BLOCK_BYTES);
      const blocks: Uint8Array[] = [];
      for (; isTaking && sent < end; sent += BLOCK_BYTES) blocks.push(keyed(bytes.subarray(sent, sent + BLOCK_BYTES)));
      // That the wire is gone ends the execution.
      if (blocks.length > 0) this.raw.feed(Buffer.concat(blocks)).catch(() => undefined);
    };
    const { error } = await this.transfer(callCode('write', file, bytes.length, sha256(bytes)), signal, {
      onCancelled: () => {
        isTaking = false;
      },
      onOutput: (output) => {
        for (const byte of output)
          if (byte === ACKNOWLEDGED) {
            // The first one asks for blocks.
            if (wanted === 0) wanted = BLOCKS_UNDER_WAY;
            else [wanted, acknowledged] = [wanted + 1, acknowledged + 1];
          }
        isWhole ||= reader.push(output).some((record) => record.toString() === 'true');
        onProgress?.(Math.min(bytes.length, acknowledged * BLOCK_BYTES), bytes.length);
        sendMore();
      },
    });
    if (error !== '') throw fileError('written', file, error);
    return isWhole;
  }

  /** A transfer that is cancelled is interrupted on the board, which so comes to an end that can be waited for. */
  private async transfer(code: string, signal: AbortSignal | undefined, { onCancelled, onOutput }: TransferExec): Promise<ExecResult> {
    let timer: NodeJS.Timeout | undefined;
    const interrupt = (): void => {
      this.raw.feed(CTRL_C).catch(() => undefined); // That the wire is gone ends the execution.
    };
    const cancel = (): void => {
      onCancelled?.();
      interrupt();
      // One that comes before the board has begun has no effect.
      timer = setInterval(interrupt, AGAIN_MS);
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const result = await this.raw.exec(code, { silenceMs: SILENCE_MS, ...(onOutput ? { onOutput } : {}) });
      signal?.throwIfAborted();
      return result;
    } finally {
      clearInterval(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** What the board tells. */
  private async call(action: string, path: string, code: string): Promise<readonly unknown[]> {
    const { output, error } = await this.raw.exec(code, { deadlineMs: ACTION_MS });
    if (error !== '') throw fileError(action, path, error);
    return new RecordReader().push(output).map((record) => JSON.parse(record.toString('utf8')) as unknown);
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `epoch` is the year from which the board counts. */
function entryOf(told: unknown, epoch: unknown): BoardEntry {
  const [name, mode, sizeBytes, seconds] = told as [string, number, number, number];
  return { name, isFolder: (mode & FOLDER_BIT) !== 0, sizeBytes, modifiedMs: Date.UTC(epoch as number, 0, 1) + seconds * 1000 };
}
