/**
 * Room on the disk that nobody has to tidy up. Each file loses its name as soon as it is open, so that the system gives its room back when it
 * is closed or the process ends, however it ends. Nothing else in the temporary folder, which others use too, is ever looked at.
 */
import { type FileHandle, mkdtemp, open, rmdir, unlink } from 'node:fs/promises';
import path from 'node:path';

/** A file's room comes back when all that is in it is freed: a larger one keeps more for longer, smaller ones are more open files. */
const FILE_BYTES = 32 * 1024 * 1024;

interface NamelessFile {
  readonly handle: FileHandle;
  sizeBytes: number;
  extentCount: number;
}

/** Bytes that were written. */
export interface Extent {
  readonly file: NamelessFile;
  readonly start: number;
  readonly sizeBytes: number;
}

export class NamelessFiles {
  private newest: NamelessFile | undefined;

  /** `folder` is where temporary files go. */
  constructor(private readonly folder: string) {}

  /** One at a time. */
  async write(bytes: Uint8Array): Promise<Extent> {
    const file = this.newest && this.newest.sizeBytes < FILE_BYTES ? this.newest : await this.open();
    const start = file.sizeBytes;
    file.sizeBytes += bytes.length;
    file.extentCount += 1;
    const extent = { file, start, sizeBytes: bytes.length };
    try {
      for (let done = 0; done < bytes.length;)
        done += (await file.handle.write(bytes, done, bytes.length - done, start + done)).bytesWritten;
      return extent;
    } catch (error) {
      this.free(extent);
      throw error;
    }
  }

  async read({ file, start, sizeBytes }: Extent): Promise<Uint8Array> {
    const bytes = new Uint8Array(sizeBytes);
    for (let done = 0; done < sizeBytes;) {
      const { bytesRead } = await file.handle.read(bytes, done, sizeBytes - done, start + done);
      if (bytesRead === 0) throw new Error('a temporary file is shorter than what was written to it');
      done += bytesRead;
    }
    return bytes;
  }

  /** What is being read from it is still read. */
  free({ file }: Extent): void {
    file.extentCount -= 1;
    if (file.extentCount > 0) return;
    if (this.newest === file) this.newest = undefined;
    void file.handle.close().catch(() => undefined); // Nothing was to be kept.
  }

  private async open(): Promise<NamelessFile> {
    this.newest = { handle: await openNameless(this.folder), sizeBytes: 0, extentCount: 0 };
    return this.newest;
  }
}

/** In a folder of its own, into which no other user can put a link. */
async function openNameless(parent: string): Promise<FileHandle> {
  const folder = await mkdtemp(path.join(parent, 'micropython-sockets-'));
  const name = path.join(folder, 'traffic');
  try {
    const handle = await open(name, 'wx+', 0o600);
    try {
      await unlink(name);
      return handle;
    } catch (error) {
      await handle.close();
      await unlink(name);
      throw error;
    }
  } finally {
    // Where a name goes only when its file is closed, an empty folder stays.
    await rmdir(folder).catch(() => undefined);
  }
}
