/** The API data as a folder of stubs, for another language server: what the server has in one file, and the old names of modules. */
import { MODULES_WITH_OLD_NAMES } from '../../../shared/src';

/** Known to our server alone; every other one brings its own. */
const OWN_TYPING = 'typing';

/**
 * @param texts the text of every stub, by module name
 * @returns the files' texts, by path with `/`
 */
export function stubTree(texts: Readonly<Record<string, string>>): Map<string, string> {
  const names = Object.keys(texts).filter((name) => name !== OWN_TYPING);
  const isPackage = (name: string): boolean => names.some((other) => other.startsWith(`${name}.`));
  const files = new Map<string, string>();
  for (const name of names) files.set(`${name.replaceAll('.', '/')}${isPackage(name) ? '/__init__' : ''}.pyi`, texts[name] ?? '');
  for (const name of MODULES_WITH_OLD_NAMES) if (texts[name] !== undefined) files.set(`u${name}.pyi`, `from ${name} import *\n`);
  return files;
}
