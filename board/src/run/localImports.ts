/**
 * The modules beside a script that it imports, and those that they import: what has to go to the board with it. Imports are read line by
 * line; one in a text that is no code costs a file that is not needed, and nothing else.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface ModuleFile {
  /** Path on the board, relative to where modules are looked for: `lib/sensor.py` is `sensor.py` there. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const IMPORT = /^[ \t]*import[ \t]+(.+)$/gm;
const FROM = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?([^#\n)]*)/gm;
/** Where modules are looked for, from the script's folder. */
const ROOTS = ['', 'lib'];

/** In the order in which they were found. What cannot be read is not there. */
export async function localImports(source: string, folder: string): Promise<readonly ModuleFile[]> {
  const files = new Map<string, ModuleFile>();
  const asked = new Set<string>();
  const visit = async (text: string, packageName: string): Promise<void> => {
    for (const name of importedNames(text, packageName)) {
      if (asked.has(name)) continue;
      asked.add(name);
      const file = await findModule(name, folder);
      if (!file) continue;
      files.set(file.path, file);
      const isPackage = file.path.endsWith('/__init__.py');
      await visit(Buffer.from(file.bytes).toString('utf8'), isPackage ? name : name.split('.').slice(0, -1).join('.'));
    }
  };
  await visit(source, '');
  return [...files.values()];
}

/** Absolute names; `a.b` brings `a` too, and `from a import b` asks for `a.b`, which may be a name within `a`. */
export function importedNames(source: string, packageName: string): readonly string[] {
  const names: string[] = [];
  const add = (name: string): void => {
    const parts = name.split('.');
    parts.forEach((_, index) => names.push(parts.slice(0, index + 1).join('.')));
  };
  for (const [, list = ''] of source.matchAll(IMPORT))
    for (const part of (list.split(/[#;]/)[0] ?? '').split(',')) {
      const name = /^\s*([\w.]+)/.exec(part)?.[1];
      if (name !== undefined) add(name);
    }
  for (const [, from = '', list = ''] of source.matchAll(FROM)) {
    const base = absolute(from, packageName);
    if (base !== '') add(base);
    for (const part of list.split(',')) {
      const name = /^\s*(\w+)/.exec(part)?.[1];
      if (name !== undefined) add(base === '' ? name : `${base}.${name}`);
    }
  }
  return [...new Set(names)].filter((name) => /^[A-Za-z_][\w.]*$/.test(name));
}

function absolute(name: string, packageName: string): string {
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  if (dots === 0) return name;
  const parents = packageName.split('.').slice(0, dots > 1 ? 1 - dots : undefined);
  return [...parents, name.slice(dots)].filter((part) => part !== '').join('.');
}

async function findModule(name: string, folder: string): Promise<ModuleFile | undefined> {
  const path = name.replaceAll('.', '/');
  for (const root of ROOTS)
    for (const candidate of [`${path}/__init__.py`, `${path}.py`, `${path}.mpy`]) {
      const bytes = await readFile(join(folder, root, candidate)).catch(() => undefined);
      if (bytes) return { path: candidate, bytes };
    }
  return undefined;
}
