/** The user's files on the disk, and the folders that stand for the board's `/`: the folder of a file and those around it in its workspace. */
import fs from 'node:fs';
import { URI } from 'vscode-uri';
import { parentOf, type FileLookup } from '../analysis/program';

/** Larger files are not read: no board could hold them. */
const MAX_SIZE_BYTES = 4 * 1024 * 1024;

/** Files by which tools for MicroPython know their projects, and the script that a board runs before all others. */
const BOARD_PROJECT_MARKERS = ['.micropico', '.picowgo', 'pymakr.conf', 'micropy.json', 'boot.py'];

export class WorkspaceFiles implements FileLookup {
  private folders: readonly string[] = [];
  private readonly markedFolders = new Map<string, boolean>();

  setFolders(uris: readonly string[]): void {
    this.folders = uris.map((uri) => uri.replace(/\/$/, ''));
  }

  read(uri: string): string | undefined {
    // Without a scheme, as beside an untitled document, `parse` would take it for a file.
    if (!uri.startsWith('file:')) return undefined;
    const parsed = URI.parse(uri);
    const status = fs.statSync(parsed.fsPath, { throwIfNoEntry: false });
    if (!status?.isFile() || status.size > MAX_SIZE_BYTES) return undefined;
    try {
      return fs.readFileSync(parsed.fsPath, 'utf8');
    } catch {
      // It went or may not be read: then a script cannot import it either.
      return undefined;
    }
  }

  list(uri: string): readonly string[] {
    if (!uri.startsWith('file:')) return [];
    const parsed = URI.parse(uri);
    try {
      const entries = fs.readdirSync(parsed.fsPath, { withFileTypes: true });
      return entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name));
    } catch {
      // There is no such folder, or it may not be read: nothing can be imported from it.
      return [];
    }
  }

  rootsOf(uri: string): readonly string[] {
    const around = this.folders.filter((folder) => uri.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length)[0];
    const roots = [parentOf(uri)];
    if (around === undefined) return roots;
    for (let folder = parentOf(uri); folder.length > around.length;) {
      folder = parentOf(folder);
      roots.push(folder);
    }
    return roots;
  }

  /** Whether the folder of a file, or one around it in its workspace, is a board's project. */
  isInBoardProject(uri: string): boolean {
    return this.rootsOf(uri).some((folder) => this.isMarked(folder));
  }

  /** Files came or went. */
  forgetMarkers(): void {
    this.markedFolders.clear();
  }

  private isMarked(folder: string): boolean {
    let isMarked = this.markedFolders.get(folder);
    if (isMarked === undefined) {
      isMarked = folder.startsWith('file:') && BOARD_PROJECT_MARKERS.some((name) => fs.existsSync(URI.parse(`${folder}/${name}`).fsPath));
      this.markedFolders.set(folder, isMarked);
    }
    return isMarked;
  }
}
