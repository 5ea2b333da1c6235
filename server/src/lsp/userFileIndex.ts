/**
 * The user's Python files in the workspace's folders, for what looks into all of them. Found by walking the folders when they are first
 * asked for, and again when files come or go; read only when they mention what is looked for. Bounded, so that a folder with everything
 * in it costs a bounded time.
 */
import fs from 'node:fs';
import { URI } from 'vscode-uri';
import type { Program } from '../analysis/program';
import type { SourceFile } from '../analysis/sourceFile';

const IGNORED_FOLDERS = new Set(['.git', 'node_modules', '.venv', 'venv', '__pycache__', 'dist']);
const MAX_FILES = 2000;
const MAX_FOLDERS = 4000;
/** A larger file was not written by a person. */
const MAX_SIZE_BYTES = 1024 * 1024;

export interface FolderEntry {
  readonly name: string;
  readonly uri: string;
  readonly isFolder: boolean;
}

/** Where the index finds folders and texts. */
export interface FolderReader {
  /** Empty for a folder that cannot be read. */
  list(folderUri: string): readonly FolderEntry[];
  sizeBytes(uri: string): number;
  read(uri: string): string | undefined;
}

export class UserFileIndex {
  private folders: readonly string[] = [];
  private found: readonly string[] | undefined;

  constructor(
    private readonly program: Program,
    private readonly reader: FolderReader,
  ) {}

  setFolders(uris: readonly string[]): void {
    this.folders = uris;
    this.changed();
  }

  /** Files came or went. */
  changed(): void {
    this.found = undefined;
  }

  /** Open files first, then those of the folders. */
  *files(): Iterable<SourceFile> {
    yield* this.filesWith(undefined);
  }

  *filesMentioning(name: string): Iterable<SourceFile> {
    yield* this.filesWith((text) => text.includes(name));
  }

  /** Without a question about its text, a file is read by the program alone. */
  private *filesWith(isWanted: ((text: string) => boolean) | undefined): Iterable<SourceFile> {
    const open = [...this.program.openFiles()];
    const seen = new Set(open.map(({ uri }) => uri));
    for (const file of open) if (!isWanted || isWanted(file.source.text)) yield file;
    this.found ??= this.walk();
    for (const uri of this.found) {
      if (seen.has(uri) || (isWanted && !isWanted(this.reader.read(uri) ?? ''))) continue;
      const file = this.program.file(uri);
      if (file) yield file;
    }
  }

  private walk(): string[] {
    const files: string[] = [];
    const queue = [...this.folders];
    const visited = new Set<string>();
    for (let folder = queue.shift(); folder !== undefined && visited.size < MAX_FOLDERS; folder = queue.shift()) {
      if (visited.has(folder)) continue;
      visited.add(folder);
      for (const { name, uri, isFolder } of this.reader.list(folder)) {
        if (isFolder) {
          if (!IGNORED_FOLDERS.has(name)) queue.push(uri);
        } else if (name.endsWith('.py') && this.reader.sizeBytes(uri) <= MAX_SIZE_BYTES) files.push(uri);
        if (files.length >= MAX_FILES) return files;
      }
    }
    return files;
  }
}

/** The disk. Links to folders are not followed: they may lead in a circle. */
export function diskReader(read: (uri: string) => string | undefined): FolderReader {
  return {
    read,
    sizeBytes: (uri) => fs.statSync(URI.parse(uri).fsPath, { throwIfNoEntry: false })?.size ?? 0,
    list: (folderUri) => {
      const folder = URI.parse(folderUri);
      if (folder.scheme !== 'file') return [];
      try {
        return fs
          .readdirSync(folder.fsPath, { withFileTypes: true })
          .filter((entry) => entry.isDirectory() || entry.isFile())
          .map((entry) => ({
            name: entry.name,
            uri: URI.file(`${folder.fsPath}/${entry.name}`).toString(),
            isFolder: entry.isDirectory(),
          }));
      } catch {
        // It went or may not be read: nothing of it can be found.
        return [];
      }
    },
  };
}
