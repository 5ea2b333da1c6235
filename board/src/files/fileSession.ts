/**
 * The file system of a board, while its raw REPL is held for it: what is done in a row. Writing is atomic: a file appears under its name
 * when all of it is there and its hash is right, and what was there before goes only then.
 */
import { createHash } from 'node:crypto';
import { pythonText } from '../repl/pythonLiteral';
import type { ExecOptions, ExecResult, RawRepl } from '../repl/rawRepl';
import { ACKNOWLEDGED, BLOCK_BYTES, BLOCKS_UNDER_WAY, DEFINE, FORGET, HASH_MARK, NAME } from './boardCode';
import { BoardFileError, fileError } from './boardFileError';
import { baseName, foldersTo, joinPath, normalisePath, parentPath } from './boardPath';

/** A slow flash may erase for seconds. */
const ACTION_MS = 30_000;
/** How long the board may say nothing in the middle of a transfer. */
const SILENCE_MS = 15_000;
/** What a file is called until all of it is there. */
const UNFINISHED = '.mps-part';

const CTRL_C = Uint8Array.of(0x03);
const FOLDER_BIT = 0x4000;

export interface BoardEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

export interface TransferOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

interface TransferExec extends Pick<ExecOptions, 'onStarted' | 'onOutput'> {
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
    const [epoch = '', ...lines] = await this.call('list', 'listed', folder, pythonText(folder === '/' ? '' : folder));
    return lines.map((line) => entryIn(line, Number(epoch))).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  }

  async stat(path: string): Promise<BoardEntry> {
    const file = normalisePath(path);
    const [epoch = '', line = ''] = await this.call('stat', 'found', file, pythonText(file));
    return { ...entryIn(line, Number(epoch)), name: baseName(file) };
  }

  /** SHA-256 in hexadecimal. */
  async hash(path: string): Promise<string> {
    const file = normalisePath(path);
    const [line = ''] = await this.call('hash', 'read', file, pythonText(file));
    return line.slice(HASH_MARK.length);
  }

  async makeFolder(path: string): Promise<void> {
    const folder = normalisePath(path);
    for (const each of [...foldersTo(folder), folder]) await this.call('mkdir', 'made', each, pythonText(each));
  }

  /** A folder with all that is in it. */
  async remove(path: string): Promise<void> {
    const file = normalisePath(path);
    await this.call('remove', 'removed', file, pythonText(file));
  }

  /** A file that is there under the new name goes. */
  async rename(from: string, to: string): Promise<void> {
    const [source, target] = [normalisePath(from), normalisePath(to)];
    await this.call('move', `renamed to ${target}`, source, `${pythonText(source)},${pythonText(target)}`);
  }

  async space(): Promise<BoardSpace> {
    const { output, error } = await this.raw.exec("import os\nprint(*os.statvfs('/')[:4])\n", { deadlineMs: ACTION_MS });
    if (error !== '') throw fileError('measured', '/', error);
    const [, unit = 0, total = 0, free = 0] = Buffer.from(output).toString('latin1').trim().split(' ').map(Number);
    return { totalBytes: total * unit, freeBytes: free * unit };
  }

  async read(path: string, options: TransferOptions = {}): Promise<Uint8Array> {
    const file = normalisePath(path);
    const { sizeBytes } = await this.stat(file);
    // Something else that prints meanwhile spoils what is sent; it seldom does so twice.
    const bytes = (await this.readOnce(file, sizeBytes, options)) ?? (await this.readOnce(file, sizeBytes, options));
    if (!bytes)
      throw new BoardFileError(
        undefined,
        `${file} cannot be read: something on the board prints meanwhile. Reset the board, then try again.`,
      );
    return bytes;
  }

  /** The folders that lead to it are made. */
  async write(path: string, bytes: Uint8Array, { signal, onProgress }: TransferOptions = {}): Promise<void> {
    const file = normalisePath(path);
    const folder = parentPath(file);
    const part = joinPath(folder, `${baseName(file)}${UNFINISHED}`);
    signal?.throwIfAborted();
    await this.makeFolder(folder).catch((error: unknown) => {
      if (folder !== '/') throw error;
    });
    await this.sweep(folder);
    try {
      const hash = await this.send(part, bytes, { signal, ...(onProgress ? { onProgress } : {}) });
      if (hash !== createHash('sha256').update(bytes).digest('hex'))
        throw new BoardFileError(undefined, `${file} cannot be written: not all of it arrived as it was sent. Try again.`);
      signal?.throwIfAborted();
      await this.rename(part, file);
    } catch (error) {
      // What is left if the wire is gone too is swept by the next one.
      await this.remove(part).catch(() => undefined);
      throw error;
    }
  }

  private async sweep(folder: string): Promise<void> {
    if (this.sweptFolders.has(folder)) return;
    this.sweptFolders.add(folder);
    await this.call('sweep', 'written', folder, `${pythonText(folder === '/' ? '' : folder)},${pythonText(UNFINISHED)}`);
  }

  /** Undefined when what came is not what the board read. */
  private async readOnce(file: string, sizeBytes: number, { signal, onProgress }: TransferOptions): Promise<Uint8Array | undefined> {
    const parts: Buffer[] = [];
    let [received, line, hash] = [0, '', ''];
    const take = (text: string): void => {
      const lines = (line + text).split('\n');
      line = lines.pop() ?? '';
      for (const each of lines.map((one) => one.trim())) {
        if (each.startsWith(HASH_MARK)) hash = each.slice(HASH_MARK.length);
        else parts.push(Buffer.from(each, 'base64'));
        received += parts.at(-1)?.length ?? 0;
      }
      onProgress?.(Math.min(received, sizeBytes), sizeBytes);
    };
    const { error } = await this.transfer(`${NAME}.read(${pythonText(file)})`, signal, {
      onOutput: (bytes) => take(Buffer.from(bytes).toString('latin1')),
    });
    if (error !== '') throw fileError('read', file, error);
    const all = Buffer.concat(parts);
    return hash === createHash('sha256').update(all).digest('hex') ? all : undefined;
  }

  /** Returns the hash of what arrived. */
  private async send(file: string, bytes: Uint8Array, { signal, onProgress }: TransferOptions): Promise<string> {
    let [sent, acknowledged, text] = [0, 0, ''];
    let isTaking = false;
    const sendMore = (): void => {
      while (isTaking && sent < bytes.length && sent - acknowledged < BLOCKS_UNDER_WAY * BLOCK_BYTES) {
        const block = bytes.subarray(sent, sent + BLOCK_BYTES);
        sent += block.length;
        // That the wire is gone ends the execution.
        this.raw.feed(keyed(block)).catch(() => undefined);
      }
    };
    const { error } = await this.transfer(`${NAME}.write(${pythonText(file)},${bytes.length})`, signal, {
      onStarted: () => {
        isTaking = true;
        sendMore();
      },
      onCancelled: () => {
        isTaking = false;
      },
      onOutput: (output) => {
        for (const byte of output) {
          if (byte === ACKNOWLEDGED) acknowledged = Math.min(bytes.length, acknowledged + BLOCK_BYTES);
          else text += String.fromCharCode(byte);
        }
        onProgress?.(acknowledged, bytes.length);
        sendMore();
      },
    });
    if (error !== '') throw fileError('written', file.slice(0, -UNFINISHED.length), error);
    return text.slice(text.lastIndexOf(HASH_MARK) + HASH_MARK.length).trim();
  }

  /** A transfer that is cancelled is interrupted on the board, which so comes to an end that can be waited for. */
  private async transfer(code: string, signal: AbortSignal | undefined, options: TransferExec): Promise<ExecResult> {
    const { onCancelled, ...execution } = options;
    const cancel = (): void => {
      onCancelled?.();
      this.raw.feed(CTRL_C).catch(() => undefined); // That the wire is gone ends the execution.
    };
    signal?.throwIfAborted();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const result = await this.raw.exec(code, { silenceMs: SILENCE_MS, ...execution });
      signal?.throwIfAborted();
      return result;
    } finally {
      signal?.removeEventListener('abort', cancel);
    }
  }

  private async call(name: string, action: string, path: string, args: string): Promise<readonly string[]> {
    const { output, error } = await this.raw.exec(`${NAME}.${name}(${args})`, { deadlineMs: ACTION_MS });
    if (error !== '') throw fileError(action, path, error);
    return Buffer.from(output)
      .toString('utf8')
      .split(/\r?\n/)
      .filter((line) => line !== '');
  }
}

/** A key, and the block XORed with it, so that no byte of both is 0x03. */
function keyed(block: Uint8Array): Uint8Array {
  const taken = new Set(block.map((byte) => byte ^ 0x03));
  let key = 0;
  while (taken.has(key) || key === 0x03) key++;
  const keyedBlock = new Uint8Array(block.length + 1);
  keyedBlock[0] = key;
  block.forEach((byte, index) => {
    keyedBlock[index + 1] = byte ^ key;
  });
  return keyedBlock;
}

/** `epoch` is the year from which the board counts. */
function entryIn(line: string, epoch: number): BoardEntry {
  const [name, mode, sizeBytes, seconds] = JSON.parse(line) as [string, number, number, number];
  return { name, isFolder: (mode & FOLDER_BIT) !== 0, sizeBytes, modifiedMs: Date.UTC(epoch, 0, 1) + seconds * 1000 };
}
