/**
 * A file system as scripts see it, whatever it is kept in: paths in, entries and open files out. What fails in it is a
 * `FileSystemError`, which ends where the VM called. Paths and names are strings of bytes, a character for each: what
 * they mean as text is known to who made them.
 */

/** An operation that fails with an errno of the board's. */
export class FileSystemError extends Error {
  constructor(readonly errno: number) {
    super(`errno ${errno}`);
  }
}

export function fail(errno: number): never {
  throw new FileSystemError(errno);
}

export interface FileStatus {
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  /** Seconds since the start of 2000. */
  readonly modifiedSeconds: number;
}

export interface FolderEntry {
  readonly name: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
}

export interface Space {
  readonly blockBytes: number;
  readonly blocks: number;
  readonly freeBlocks: number;
  readonly maxNameBytes: number;
}

export interface OpenMode {
  readonly reads: boolean;
  readonly writes: boolean;
  readonly creates: boolean;
  /** Fails if the file is there. */
  readonly isExclusive: boolean;
  readonly truncates: boolean;
  readonly appends: boolean;
}

export const Whence = { start: 0, current: 1, end: 2 } as const;

/** A file that a script has open. Each operation gives a count, a position or 0, or a negated errno. */
export interface StreamFile {
  /** Copies what follows into `target` and returns how much. */
  read(target: Uint8Array): number;
  write(source: Uint8Array): number;
  /** Returns the new position. */
  seek(offset: number, whence: number): number;
  flush(): number;
  close(): number;
}

export interface FileSystem {
  open(path: string, mode: OpenMode): StreamFile;
  /** The entries of a folder, one at each call; undefined after the last. Without a path: of the current folder. */
  list(path: string | undefined): () => FolderEntry | undefined;
  status(path: string): FileStatus;
  makeFolder(path: string): void;
  removeFile(path: string): void;
  removeFolder(path: string): void;
  rename(from: string, to: string): void;
  changeFolder(path: string): void;
  readonly currentFolder: string;
  readonly space: Space;
  mount(options: { readonly isReadOnly: boolean; readonly formats: boolean }): void;
}
