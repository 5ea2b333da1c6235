/** Names and paths as littlefs reads and orders them. Looks nothing up. */

/** A name in a path, and where it ends in it. */
export interface PathPart {
  readonly name: string;
  readonly end: number;
}

/** The names that lead from the root to what is meant; undefined if that is above the root. */
export function partsOf(text: string): readonly PathPart[] | undefined {
  const parts: PathPart[] = [];
  for (const { 0: name, index } of text.matchAll(/[^/]+/g)) {
    if (name === '.') continue;
    if (name !== '..') parts.push({ name, end: index + name.length });
    else if (!parts.pop()) return undefined;
  }
  return parts;
}

/** The order of a folder's names, which are strings of bytes: by bytes, but before a name come those that begin with it. */
export function compareNames(one: string, other: string): number {
  if (one === other) return 0;
  if (one.startsWith(other)) return -1;
  if (other.startsWith(one)) return 1;
  return one < other ? -1 : 1;
}
