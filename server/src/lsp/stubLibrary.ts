/** The API data as the build packs it: one file with the text of every stub, by module name. */
import fs from 'node:fs';
import type { StubLibrary } from '../analysis/program';

export function loadStubLibrary(file: string): StubLibrary {
  return libraryOf(JSON.parse(fs.readFileSync(file, 'utf8')) as Record<string, string>);
}

export function libraryOf(packed: Readonly<Record<string, string>>): StubLibrary {
  const texts = new Map(Object.entries(packed));
  const names = [...texts.keys()];
  return { read: (name) => texts.get(name), names: () => names };
}
