/**
 * Copies of files and folders between this computer and a board. To the board only what differs goes, told by size and hash; what would
 * be left out of a project is for the caller to say. On this computer, too, a file appears when all of it is there.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { BoardFileError } from './boardFileError';
import { joinPath, normalisePath } from './boardPath';
import type { BoardEntry, FileSession } from './fileSession';

export interface CopyOptions {
  readonly signal?: AbortSignal | undefined;
  /** Whether a file or folder of this computer goes, by its path below the folder that is copied, with `/`; a folder's ends with it. */
  readonly isWanted?: (relativePath: string) => boolean;
  /** Before each file and while it is copied. */
  readonly onProgress?: (progress: CopyProgress) => void;
  /** Asked before a file of this computer is replaced; absent: it is. */
  readonly mayReplace?: (path: string) => Promise<boolean>;
}

export interface CopyProgress {
  readonly file: string;
  readonly fileIndex: number;
  readonly fileCount: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface CopySummary {
  readonly copied: readonly string[];
  /** They were the same already. */
  readonly unchanged: readonly string[];
  readonly bytes: number;
}

interface Job {
  readonly local: string;
  readonly remote: string;
  readonly sizeBytes: number;
}

/** A file, or a folder with all that is wanted of it. `target` is its path on the board. */
export async function upload(files: FileSession, source: string, target: string, options: CopyOptions = {}): Promise<CopySummary> {
  const jobs = await localJobs(source, normalisePath(target), options.isWanted ?? (() => true));
  const known = new Map<string, readonly BoardEntry[]>();
  return perform(jobs, options, async ({ local, remote, sizeBytes }, onBytes) => {
    options.signal?.throwIfAborted();
    const bytes = await readFile(local);
    if (await isSame(files, known, remote, bytes)) return false;
    await files.write(remote, bytes, { signal: options.signal, onProgress: (done) => onBytes(done, sizeBytes) });
    return true;
  });
}

/** A file or folder of the board. `target` is its path on this computer. */
export async function download(files: FileSession, source: string, target: string, options: CopyOptions = {}): Promise<CopySummary> {
  const jobs = await remoteJobs(files, normalisePath(source), target);
  return perform(jobs, options, async ({ local, remote, sizeBytes }, onBytes) => {
    options.signal?.throwIfAborted();
    if (options.mayReplace && (await exists(local)) && !(await options.mayReplace(local))) return false;
    const bytes = await files.read(remote, { signal: options.signal, onProgress: (done) => onBytes(done, sizeBytes) });
    await mkdir(dirname(local), { recursive: true });
    const part = `${local}.mps-part`;
    try {
      await writeFile(part, bytes);
      await rename(part, local);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
    return true;
  });
}

/** `action` returns whether the file had to be copied. */
async function perform(
  jobs: readonly Job[],
  { onProgress }: CopyOptions,
  action: (job: Job, onBytes: (done: number, total: number) => void) => Promise<boolean>,
): Promise<CopySummary> {
  const copied: string[] = [];
  const unchanged: string[] = [];
  const totalBytes = jobs.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  let doneBytes = 0;
  for (const [fileIndex, job] of jobs.entries()) {
    const report = (inFile: number): void =>
      onProgress?.({ file: job.remote, fileIndex, fileCount: jobs.length, doneBytes: doneBytes + inFile, totalBytes });
    report(0);
    ((await action(job, report)) ? copied : unchanged).push(job.remote);
    doneBytes += job.sizeBytes;
  }
  return { copied, unchanged, bytes: doneBytes };
}

async function localJobs(source: string, target: string, isWanted: (path: string) => boolean): Promise<readonly Job[]> {
  const status = await stat(source);
  if (!status.isDirectory()) return [{ local: source, remote: target, sizeBytes: status.size }];
  const visit = async (folder: string): Promise<Job[]> => {
    const jobs: Job[] = [];
    for (const entry of (await readdir(folder, { withFileTypes: true })).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const local = join(folder, entry.name);
      const path = relative(source, local).split(sep).join('/');
      if (!isWanted(entry.isDirectory() ? `${path}/` : path)) continue;
      if (entry.isDirectory()) jobs.push(...(await visit(local)));
      else if (entry.isFile()) jobs.push({ local, remote: joinPath(target, path), sizeBytes: (await stat(local)).size });
    }
    return jobs;
  };
  return visit(source);
}

async function remoteJobs(files: FileSession, source: string, target: string): Promise<readonly Job[]> {
  const { isFolder, sizeBytes } = source === '/' ? { isFolder: true, sizeBytes: 0 } : await files.stat(source);
  if (!isFolder) return [{ local: target, remote: source, sizeBytes }];
  const jobs: Job[] = [];
  for (const entry of await files.list(source)) {
    const remote = joinPath(source, entry.name);
    // A name that leads out of the folder is not one that a board's file system makes.
    const local = join(target, basename(entry.name));
    if (entry.isFolder) jobs.push(...(await remoteJobs(files, remote, local)));
    else jobs.push({ local, remote, sizeBytes: entry.sizeBytes });
  }
  return jobs;
}

/** `known` keeps what folders have, so that many files cost one listing. */
async function isSame(files: FileSession, known: Map<string, readonly BoardEntry[]>, remote: string, bytes: Uint8Array): Promise<boolean> {
  const folder = joinPath(remote, '..');
  let entries = known.get(folder);
  if (!entries) {
    entries = await files.list(folder).catch((error: unknown) => {
      if (error instanceof BoardFileError) return [];
      throw error;
    });
    known.set(folder, entries);
  }
  const entry = entries.find(({ name }) => joinPath(folder, name) === remote);
  if (!entry || entry.isFolder || entry.sizeBytes !== bytes.length) return false;
  return (await files.hash(remote)) === createHash('sha256').update(bytes).digest('hex');
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
