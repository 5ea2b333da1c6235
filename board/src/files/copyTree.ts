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
  /** They were the same already, or were not to be replaced. */
  readonly unchanged: readonly string[];
  readonly bytes: number;
}

interface Job {
  readonly local: string;
  readonly remote: string;
  readonly sizeBytes: number;
}

interface Tree {
  readonly jobs: readonly Job[];
  /** Where they are to be made. */
  readonly emptyFolders: readonly string[];
}

/** A file, or a folder with all that is wanted of it. `target` is its path on the board. */
export async function upload(files: FileSession, source: string, target: string, options: CopyOptions = {}): Promise<CopySummary> {
  const { jobs, emptyFolders } = await localJobs(source, normalisePath(target), options.isWanted ?? (() => true));
  for (const folder of emptyFolders) await files.makeFolder(folder);
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
  const { jobs, emptyFolders } = await remoteJobs(files, normalisePath(source), target);
  for (const folder of emptyFolders) await mkdir(folder, { recursive: true });
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

/** Links to files are followed, those to folders, which may lead in circles, are not. */
async function localJobs(source: string, target: string, isWanted: (path: string) => boolean): Promise<Tree> {
  const status = await stat(source);
  if (!status.isDirectory()) return { jobs: [{ local: source, remote: target, sizeBytes: status.size }], emptyFolders: [] };
  const jobs: Job[] = [];
  const emptyFolders: string[] = [];
  const visit = async (folder: string): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true });
    if (entries.length === 0) emptyFolders.push(joinPath(target, pathBelow(source, folder)));
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const local = join(folder, entry.name);
      const path = pathBelow(source, local);
      if (!isWanted(entry.isDirectory() ? `${path}/` : path)) continue;
      if (entry.isDirectory()) await visit(local);
      else {
        const file = await stat(local).catch(() => undefined); // A link may lead nowhere.
        if (file?.isFile() === true) jobs.push({ local, remote: joinPath(target, path), sizeBytes: file.size });
      }
    }
  };
  await visit(source);
  return { jobs, emptyFolders };
}

function pathBelow(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

async function remoteJobs(files: FileSession, source: string, target: string): Promise<Tree> {
  const { isFolder, sizeBytes } = await files.stat(source);
  if (!isFolder) return { jobs: [{ local: target, remote: source, sizeBytes }], emptyFolders: [] };
  const jobs: Job[] = [];
  const emptyFolders: string[] = [];
  const visit = async (remoteFolder: string, localFolder: string): Promise<void> => {
    const entries = await files.list(remoteFolder);
    if (entries.length === 0) emptyFolders.push(localFolder);
    for (const entry of entries) {
      const remote = joinPath(remoteFolder, entry.name);
      // A name that leads out of the folder is not one that a board's file system makes.
      const local = join(localFolder, basename(entry.name));
      if (entry.isFolder) await visit(remote, local);
      else jobs.push({ local, remote, sizeBytes: entry.sizeBytes });
    }
  };
  await visit(source, target);
  return { jobs, emptyFolders };
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
