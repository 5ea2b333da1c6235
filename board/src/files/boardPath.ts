/** Paths on a board: absolute, with `/`, without `.` and `..`. */

export function normalisePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

export function joinPath(folder: string, name: string): string {
  return normalisePath(`${folder}/${name}`);
}

export function parentPath(path: string): string {
  return normalisePath(`${path}/..`);
}

export function baseName(path: string): string {
  return normalisePath(path).split('/').at(-1) ?? '';
}

/** The folders that lead to a path, outermost first, without the root and the path itself. */
export function foldersTo(path: string): readonly string[] {
  const parts = normalisePath(path).split('/').slice(1, -1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}
