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
