/**
 * `fs …`: the files of a board at a port. What is asked for goes to standard output, progress to standard error if that is a terminal.
 * Ctrl-C cancels, and leaves no half file.
 */
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { messageOf } from '../../shared/src';
import type { CopyProgress, FileSession } from '../../board/src';
import { PROGRAM } from './arguments';
import { onSignal } from './commandParts';
import type { DeviceArguments } from './deviceArguments';
import { withDevice } from './deviceCommands';
import { ExitCode } from './exitCode';
import { isOnBoard, withoutMark, type FsAction } from './fsArguments';

export interface FsArguments extends DeviceArguments {
  readonly fs: FsAction;
}

export function fsCommand(args: FsArguments): Promise<number> {
  return withDevice(args, async (board) => {
    const { BoardFiles } = await import('../../board/src');
    const cancellation = new AbortController();
    const interrupt = onSignal('SIGINT', () => cancellation.abort(new Cancelled('Cancelled.')));
    try {
      await new BoardFiles(board).hold((files) => perform(files, args.fs, cancellation.signal), { signal: cancellation.signal });
      return ExitCode.finished;
    } catch (error) {
      clearProgress();
      process.stderr.write(`${PROGRAM}: ${messageOf(error)}\n`);
      return error instanceof Cancelled ? ExitCode.interrupted : ExitCode.uncaughtException;
    } finally {
      interrupt.dispose();
    }
  });
}

class Cancelled extends Error {}

async function perform(files: FileSession, fs: FsAction, signal: AbortSignal): Promise<void> {
  switch (fs.action) {
    case 'ls':
      for (const path of fs.paths) await list(files, path, fs.paths.length > 1);
      return;
    case 'cat':
      for (const path of fs.paths) await write(await files.read(path, { signal }));
      return;
    case 'sha256sum':
      for (const path of fs.paths) await write(`${await files.hash(path)}  ${path}\n`);
      return;
    case 'mkdir':
      for (const path of fs.paths) await files.makeFolder(path);
      return;
    case 'rm':
      for (const path of fs.paths) await remove(files, path, fs.isRecursive);
      return;
    case 'df': {
      const { totalBytes, freeBytes } = await files.space();
      return write(`${totalBytes} bytes in all, ${totalBytes - freeBytes} used, ${freeBytes} free\n`);
    }
    case 'cp':
      for (const source of fs.sources) await copy(files, source, fs, signal);
  }
}

async function list(files: FileSession, path: string, isNamed: boolean): Promise<void> {
  const status = path === '/' || path === '' ? undefined : await files.stat(path);
  const entries = status?.isFolder === false ? [status] : await files.list(path);
  if (isNamed) await write(`${path}:\n`);
  for (const { name, isFolder, sizeBytes } of entries)
    await write(`${String(isFolder ? 0 : sizeBytes).padStart(12)} ${name}${isFolder ? '/' : ''}\n`);
}

async function remove(files: FileSession, path: string, isRecursive: boolean): Promise<void> {
  if (!isRecursive && (await files.stat(path)).isFolder)
    throw new Error(`${path} is a folder: fs rm -r removes it with all that is in it.`);
  await files.remove(path);
}

async function copy(
  files: FileSession,
  source: string,
  { target, sources, isRecursive }: FsAction & { action: 'cp' },
  signal: AbortSignal,
): Promise<void> {
  const { download, upload } = await import('../../board/src');
  const options = { signal, onProgress: showProgress };
  const isOneOfMany = sources.length > 1;
  if (isOnBoard(target)) {
    const status = await stat(source).catch(() => undefined);
    if (!status) throw new Error(`There is no file ${source}.`);
    if (status.isDirectory() && !isRecursive) throw new Error(`${source} is a folder: fs cp -r copies it.`);
    await upload(files, source, await placeOnBoard(files, withoutMark(target), lastName(source), isOneOfMany), options);
  } else {
    const path = withoutMark(source);
    if (!isRecursive && (await files.stat(path)).isFolder) throw new Error(`${source} is a folder: fs cp -r copies it.`);
    await download(files, path, await placeHere(target, lastName(path), isOneOfMany), options);
  }
  clearProgress();
}

/** Empty for what stands for what is in a folder: the root, and `.`. */
function lastName(path: string): string {
  const name = basename(path);
  return name === '.' ? '' : name === '..' ? basename(resolve(path)) : name;
}

/** Into a folder that is there, or under the name that is given. */
async function placeOnBoard(files: FileSession, target: string, name: string, isOneOfMany: boolean): Promise<string> {
  if (target === '' || target.endsWith('/')) return `${target}/${name}`;
  const isFolder = await files.stat(target).then(
    (status) => status.isFolder,
    () => false,
  );
  if (!isFolder && isOneOfMany) throw new Error(`:${target} is no folder on the board: several files cannot be copied to it.`);
  return isFolder ? `${target}/${name}` : target;
}

async function placeHere(target: string, name: string, isOneOfMany: boolean): Promise<string> {
  const status = await stat(target).catch(() => undefined);
  const isFolder = status?.isDirectory() ?? /[/\\]$/.test(target);
  if (!isFolder && isOneOfMany) throw new Error(`${target} is no folder: several files cannot be copied to it.`);
  return isFolder ? join(target, name) : target;
}

function showProgress({ file, fileIndex, fileCount, doneBytes, totalBytes }: CopyProgress): void {
  if (!process.stderr.isTTY) return;
  const part = totalBytes === 0 ? 100 : Math.floor((100 * doneBytes) / totalBytes);
  process.stderr.write(`\r\x1b[K${part} %  ${fileIndex + 1}/${fileCount}  ${file}`);
}

function clearProgress(): void {
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
}

function write(data: string | Uint8Array): Promise<void> {
  return new Promise((done) => process.stdout.write(data, () => done()));
}
