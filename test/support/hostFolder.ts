/**
 * A folder of the host as a board's file system, served over the board's own serial line while its program runs, in the way
 * of mpremote's `mount` and with its commands: the board asks in band and waits for the answer on `sys.stdin.buffer`. The
 * folder is in memory; what the board does to it is seen in `files` and `folders`. The board's half is hostFolder.py.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RawReplClient } from './rawReplClient';

const REQUEST = '\x18';
const Command = {
  ...({ stat: 1, list: 2, nextEntry: 3, open: 4, close: 5, read: 6, readLine: 7 } as const),
  ...({ write: 8, seek: 9, remove: 10, rename: 11, makeFolder: 12, removeFolder: 13 } as const),
} as const;
const Errno = { ENOENT: 2, EEXIST: 17 } as const;
const [FOLDER_MODE, FILE_MODE] = [0x4000, 0x8000];
const LINE_FEED = 0x0a;

interface OpenFile {
  readonly name: string;
  position: number;
}

export class HostFolder {
  private readonly opened: OpenFile[] = [];
  private listing: string[] = [];
  readonly folders = new Set<string>();

  /** The files by their paths in the folder; what the board writes is stored here. */
  constructor(readonly files: Map<string, Buffer>) {}

  async mount(client: RawReplClient): Promise<void> {
    await client.run(readFileSync(join(__dirname, 'hostFolder.py'), 'utf8'));
  }

  /** Runs code while the folder is served, and returns what it printed besides. */
  async run(client: RawReplClient, code: string): Promise<string> {
    await client.paste(code);
    let output = '';
    for (;;) {
      const byte = (await client.take(1)).toString('latin1');
      if (byte === REQUEST) await this.serve(client, (await client.take(1))[0] ?? 0);
      else if (byte === '\x04') break;
      else output += byte;
    }
    const error = await client.until('\x04');
    await client.until('>');
    if (error.length > 1) throw new Error(error);
    return output;
  }

  private async serve(client: RawReplClient, command: number): Promise<void> {
    const number = async (): Promise<number> => (await client.take(4)).readInt32LE();
    const data = async (): Promise<Buffer> => client.take(await number());
    const name = async (): Promise<string> => (await data()).toString().replaceAll(/^\/|\/$/g, '');
    const words = (...numbers: readonly number[]): Buffer => Buffer.from(Int32Array.from(numbers).buffer);
    const counted = (bytes: Buffer): Buffer => Buffer.concat([words(bytes.length), bytes]);
    const file = async (): Promise<OpenFile> => this.opened[await number()] ?? { name: '', position: 0 };
    const done = (isDone: boolean, errno: number): Buffer => words(isDone ? 0 : -errno);

    const answer = async (): Promise<Buffer> => {
      switch (command) {
        case Command.stat:
          return this.status(await name(), words);
        case Command.list: {
          const path = await name();
          this.listing = [...this.files.keys(), ...this.folders].filter((entry) => parentOf(entry) === path).sort();
          return words(0);
        }
        case Command.nextEntry: {
          const entry = this.listing.shift();
          if (entry === undefined) return words(0);
          return Buffer.concat([counted(Buffer.from(entry.slice(entry.lastIndexOf('/') + 1))), words(this.modeOf(entry))]);
        }
        case Command.open: {
          const path = await name();
          if ((await data()).includes('w')) this.files.set(path, Buffer.alloc(0));
          return words(this.files.has(path) ? this.opened.push({ name: path, position: 0 }) - 1 : -Errno.ENOENT);
        }
        case Command.close:
          await number();
          return words(0);
        case Command.read:
          return counted(this.readFrom(await file(), await number()));
        case Command.readLine: {
          const from = await file();
          const end = this.bytesOf(from).indexOf(LINE_FEED, from.position);
          return counted(this.readFrom(from, end < 0 ? Infinity : end + 1 - from.position));
        }
        case Command.write: {
          const to = await file();
          const bytes = await data();
          this.files.set(to.name, Buffer.concat([this.bytesOf(to), bytes]));
          return words(bytes.length);
        }
        case Command.seek: {
          const [which, offset, whence] = [await file(), await number(), await number()];
          which.position = [0, which.position, this.bytesOf(which).length][whence] ?? 0;
          which.position += offset;
          return words(which.position);
        }
        case Command.remove:
          return done(this.files.delete(await name()), Errno.ENOENT);
        case Command.rename: {
          const [from, to] = [await name(), await name()];
          const bytes = this.files.get(from);
          if (bytes) this.files.set(to, bytes);
          return done(this.files.delete(from), Errno.ENOENT);
        }
        case Command.makeFolder: {
          const path = await name();
          const isNew = !this.folders.has(path);
          this.folders.add(path);
          return done(isNew, Errno.EEXIST);
        }
        case Command.removeFolder:
          return done(this.folders.delete(await name()), Errno.ENOENT);
        default:
          throw new Error(`The board sent the command ${command}, which there is not.`);
      }
    };
    client.sendBytes(Buffer.concat([Buffer.from(REQUEST), await answer()]));
  }

  private status(path: string, words: (...numbers: readonly number[]) => Buffer): Buffer {
    const mode = this.modeOf(path);
    return mode === 0 ? words(-Errno.ENOENT, 0) : words(mode, this.files.get(path)?.length ?? 0);
  }

  private modeOf(path: string): number {
    if (path === '' || this.folders.has(path)) return FOLDER_MODE;
    return this.files.has(path) ? FILE_MODE : 0;
  }

  private bytesOf({ name }: OpenFile): Buffer {
    return this.files.get(name) ?? Buffer.alloc(0);
  }

  private readFrom(file: OpenFile, sizeBytes: number): Buffer {
    const bytes = this.bytesOf(file).subarray(file.position, file.position + sizeBytes);
    file.position += bytes.length;
    return bytes;
  }
}

function parentOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}
