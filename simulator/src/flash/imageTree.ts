/**
 * An image as somebody looks at it who is not the board: a tree of files that can only be read, also while the board runs,
 * and taking it back to factory. What it holds is what the board has of its own; the project's files are not in it.
 */
import fs from 'node:fs';
import path from 'node:path';
import { ImageLock } from './imageLock';
import { decodeJournal } from './journal';
import { DamagedImageError } from './boardImage';
import { OwnFiles } from './ownFiles';
import type { StoredValue } from './ownStorage';

export interface TreeEntry {
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  /** Milliseconds since the start of 2000 on the board's clock. */
  readonly modifiedMs: number;
}

/** Files by absolute paths with `/`, as a board names them. A real board's can be shown in the same way. */
export interface FileTree {
  status(file: string): TreeEntry | undefined;
  /** Names in a folder, sorted. */
  list(folder: string): readonly string[];
  /** Undefined if there is no such file. */
  read(file: string): Uint8Array | undefined;
}

/** What an image holds now; nothing if there is none. Throws a DamagedImageError, or an error of this computer's files. */
export function readImage(image: string): FileTree {
  return new ImageTree(readOwn(image));
}

/** The non-volatile storage that an image holds now, by namespace and key. Throws as `readImage` does. */
export function readStorage(image: string): ReadonlyMap<string, ReadonlyMap<string, StoredValue>> {
  return readOwn(image).storage.namespaces;
}

function readOwn(image: string): OwnFiles {
  const bytes = fs.existsSync(image) ? fs.readFileSync(image) : new Uint8Array(0);
  const journal = decodeJournal(bytes);
  if (journal.kind === 'damaged') throw new DamagedImageError({ kind: 'file', path: image }, journal.atBytes);
  return new OwnFiles(journal.changes);
}

/** The board begins anew with the project's files alone. Throws an ImageInUseError while a board has the image. */
export function resetImage(image: string): void {
  const lock = ImageLock.take(image);
  try {
    fs.rmSync(image, { force: true });
  } finally {
    lock.release();
  }
}

/** All files of a tree, in the order of their paths. */
export function filesIn(tree: FileTree, folder = '/'): readonly string[] {
  return tree.list(folder).flatMap((name) => {
    const file = path.posix.join(folder, name);
    return tree.status(file)?.isFolder === true ? filesIn(tree, file) : [file];
  });
}

class ImageTree implements FileTree {
  private readonly entries = new Map<string, TreeEntry>([['/', FOLDER]]);

  constructor(private readonly own: OwnFiles) {
    for (const [file, entry] of own.entries) {
      if (entry.kind === 'deleted') continue;
      for (let parent = path.posix.dirname(file); parent !== '/'; parent = path.posix.dirname(parent)) this.entries.set(parent, FOLDER);
      if (entry.kind === 'folder') this.entries.set(file, FOLDER);
      else this.entries.set(file, { isFolder: false, sizeBytes: entry.bytes.length, modifiedMs: entry.modifiedMs });
    }
  }

  status(file: string): TreeEntry | undefined {
    return this.entries.get(file);
  }

  list(folder: string): readonly string[] {
    return [...this.entries.keys()]
      .filter((file) => file !== '/' && path.posix.dirname(file) === folder)
      .map((file) => path.posix.basename(file))
      .sort();
  }

  read(file: string): Uint8Array | undefined {
    const entry = this.own.entries.get(file);
    return entry?.kind === 'file' ? entry.bytes : undefined;
  }
}

const FOLDER: TreeEntry = { isFolder: true, sizeBytes: 0, modifiedMs: 0 };
