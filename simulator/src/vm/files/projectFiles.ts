/**
 * The project as the board gets it: the script's folder, seen read-only, and what was put on the board beside it, which is
 * the script as its editor shows it. Nothing outside the folder can be reached, not even through links in it, and names
 * that begin with a dot are not shown. What cannot be read for whatever reason is not there: nothing here throws.
 */
import fs from 'node:fs';
import path from 'node:path';
import { dataBlocks, FLASH_BLOCKS } from './flashSpace';

export interface FileStatus {
  readonly isFolder: boolean;
  readonly sizeBytes: number;
  /** Milliseconds since the start of 2000, in which the board counts; 0 if it is not known. */
  readonly modifiedMs: number;
}

export interface ProjectItem {
  readonly path: string;
  readonly isFolder: boolean;
  readonly sizeBytes: number;
}

/** What the whole project is, or that it is too much to look through. */
export type ProjectContents = readonly ProjectItem[] | 'moreThanFits';

const EPOCH_MS = Date.UTC(2000, 0, 1);
const MAX_ITEMS = 4096;
const FOLDER_VERSION = 'folder';

export class ProjectFiles {
  private readonly uploads = new Map<string, Uint8Array>();
  /** The folder with all links followed. */
  private root: string | undefined;
  private known: ProjectContents | undefined;

  /** `folder` is the absolute path of the folder on this computer, absent for an empty project. */
  constructor(readonly folder?: string) {}

  /** Puts a file on the board, in place of the one of the folder. */
  upload(file: string, bytes: Uint8Array): void {
    this.uploads.set(file, bytes);
    this.known = undefined;
  }

  status(file: string): FileStatus | undefined {
    const uploaded = this.uploads.get(file);
    if (uploaded) return { isFolder: false, sizeBytes: uploaded.length, modifiedMs: 0 };
    if (file === '/') return { isFolder: true, sizeBytes: 0, modifiedMs: 0 };
    const stats = this.stats(file);
    if (!stats) return undefined;
    if (stats.isDirectory()) return { isFolder: true, sizeBytes: 0, modifiedMs: 0 };
    return { isFolder: false, sizeBytes: stats.size, modifiedMs: Math.max(0, stats.mtimeMs - EPOCH_MS) };
  }

  /** Tells versions of a file apart; empty if the folder has none. What was uploaded beside it does not count. */
  version(file: string): string {
    const stats = this.stats(file);
    if (!stats) return '';
    return stats.isDirectory() ? FOLDER_VERSION : `${stats.size}:${stats.mtimeMs}`;
  }

  /** The contents of a file; undefined if they cannot be read. */
  read(file: string): Uint8Array | undefined {
    const uploaded = this.uploads.get(file);
    if (uploaded) return uploaded;
    const below = this.onDisk(file);
    return below === undefined ? undefined : attempt(() => fs.readFileSync(below));
  }

  /** Names in a folder, in no order. */
  names(folder: string): ReadonlySet<string> {
    const below = this.onDisk(folder);
    const all = (below === undefined ? undefined : attempt(() => fs.readdirSync(below))) ?? [];
    const names = new Set(all.filter((name) => this.status(path.posix.join(folder, name))));
    for (const file of this.uploads.keys()) if (path.posix.dirname(file) === folder) names.add(path.posix.basename(file));
    return names;
  }

  /** Everything in the project; looked through once. Links to folders are not followed. */
  get contents(): ProjectContents {
    this.known ??= this.lookThrough();
    return this.known;
  }

  private lookThrough(): ProjectContents {
    const items: ProjectItem[] = [];
    const folders = ['/'];
    let blocks = 0;
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for (const name of this.names(folder)) {
        const item = path.posix.join(folder, name);
        const status = this.status(item);
        if (!status) continue;
        items.push({ path: item, isFolder: status.isFolder, sizeBytes: status.sizeBytes });
        if (status.isFolder && !this.isLink(item)) folders.push(item);
        blocks += dataBlocks(status.sizeBytes);
        if (items.length > MAX_ITEMS || blocks > FLASH_BLOCKS) return 'moreThanFits';
      }
    }
    return items;
  }

  private isLink(file: string): boolean {
    return attempt(() => fs.lstatSync(path.join(this.folder ?? '', file)).isSymbolicLink()) === true;
  }

  private stats(file: string): fs.Stats | undefined {
    const below = this.onDisk(file);
    const stats = below === undefined ? undefined : attempt(() => fs.statSync(below));
    return stats?.isFile() === true || stats?.isDirectory() === true ? stats : undefined;
  }

  /** Where a path lies on this computer: the path itself, unless it does not exist or links lead it out of the folder. */
  private onDisk(file: string): string | undefined {
    if (this.folder === undefined || file.split('/').some(isHidden)) return undefined;
    const below = path.join(this.folder, file);
    this.root ??= attempt(() => fs.realpathSync.native(this.folder ?? ''));
    const target = attempt(() => fs.realpathSync.native(below));
    if (this.root === undefined || target === undefined) return undefined;
    const relative = path.relative(this.root, target);
    return relative.split(path.sep)[0] === '..' || path.isAbsolute(relative) ? undefined : below;
  }
}

/** On Windows a backslash would lead out of the folder. */
function isHidden(name: string): boolean {
  return name.startsWith('.') || name.includes('\\');
}

/** What an operation on this computer's files gives; undefined if it fails. */
function attempt<T>(operation: () => T): T | undefined {
  try {
    return operation();
  } catch {
    // A loop of links, a name that is too long, no permission: the board has no such thing, and no number for it.
    return undefined;
  }
}
