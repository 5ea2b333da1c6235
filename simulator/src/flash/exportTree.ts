/**
 * Copies a board's files into a folder of this computer. Files that are there already are the caller's to ask about. A name
 * that this computer reads as a way somewhere else is refused: what a script names its files must not lead out of the folder.
 */
import fs from 'node:fs';
import path from 'node:path';
import { filesIn, type FileTree } from './imageTree';

/** The files of the tree that the folder has already, by their paths on the board. */
export function filesInTheWay(tree: FileTree, folder: string): readonly string[] {
  return filesIn(tree).filter((file) => fs.existsSync(placeIn(folder, file)));
}

/** Returns how many files were copied. */
export function exportTree(tree: FileTree, folder: string): number {
  const files = filesIn(tree);
  const places = files.map((file) => ({ file, place: placeIn(folder, file) }));
  for (const { file, place } of places) {
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(place, tree.read(file) ?? new Uint8Array(0));
  }
  return files.length;
}

/** Where a file of the board comes to lie. Throws for a name that this computer cannot have. */
function placeIn(folder: string, file: string): string {
  const place = path.join(folder, file);
  const relative = path.relative(folder, place);
  const isSame = relative.split(path.sep).join('/') === file.slice(1);
  if (isSame && !hasForeignCharacters(file)) return place;
  throw new Error(`The board's file ${JSON.stringify(file)} has a name that cannot be used on this computer. Rename it on the board.`);
}

function hasForeignCharacters(file: string): boolean {
  return file.includes('\0') || (path.sep === '\\' && /[\\:*?"<>|]/.test(file));
}
