/** Reads a script from the disk, or says in one line why it cannot be run. */
import { readFile } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import type { Script } from '../../shared/src';

export type LoadedScript = { readonly kind: 'script'; readonly script: Script } | { readonly kind: 'unreadable'; readonly problem: string };

export async function loadScript(path: string): Promise<LoadedScript> {
  try {
    const bytes = await readFile(path);
    const source = decodeUtf8(bytes);
    if (source === undefined) return { kind: 'unreadable', problem: `${path} is not UTF-8 text` };
    return { kind: 'script', script: { name: basename(path), source, folder: dirname(resolve(path)) } };
  } catch (error) {
    return { kind: 'unreadable', problem: problemOf(path, error as NodeJS.ErrnoException) };
  }
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    // A byte order mark stays: the board would see it too.
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The decoder's only failure is that the bytes are no UTF-8, which is the answer.
    return undefined;
  }
}

function problemOf(path: string, error: NodeJS.ErrnoException): string {
  switch (error.code) {
    case 'ENOENT':
      return `there is no file ${path}`;
    case 'EISDIR':
      return `${path} is a folder, not a script`;
    case 'EACCES':
    case 'EPERM':
      return `${path} cannot be read: permission denied`;
    default:
      return `${path} cannot be read: ${error.message}`;
  }
}
