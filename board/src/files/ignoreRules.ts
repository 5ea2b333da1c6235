/**
 * What of a project does not go to a board: what no board needs, and what the project says in `.mpyignore` (the rules of .gitignore), in
 * MicroPico's setting `micropico.pyIgnore` or in Pymakr's `pymakr.conf`.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore from 'ignore';

const NEVER = [
  ...['.*', '__pycache__/', 'node_modules/', 'typings/', 'venv/', 'env/'],
  ...[
    '*.pyi',
    '*.code-workspace',
    'pymakr.conf',
    'wokwi.toml',
    'diagram.json',
    'pyproject.toml',
    'requirements*.txt',
    'README.md',
    'LICENSE',
  ],
];

/** Whether a path below the folder goes; a folder's path ends with `/`. */
export async function projectFilter(folder: string): Promise<(relativePath: string) => boolean> {
  const rules = ignore()
    .add(NEVER)
    .add(await textOf(join(folder, '.mpyignore')))
    .add(listIn(await textOf(join(folder, '.vscode', 'settings.json')), 'micropico.pyIgnore'))
    .add(listIn(await textOf(join(folder, 'pymakr.conf')), 'py_ignore'));
  return (path) => !rules.ignores(path);
}

async function textOf(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => ''); // Most projects have none of them.
  return text.replace(/^\uFEFF/, ''); // Some editors write a mark first.
}

const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"';
const COMMENTS = new RegExp(`(${STRING})|//[^\\n]*|/\\*[^]*?\\*/`, 'g');
const LAST_COMMAS = new RegExp(`(${STRING})|,(?=\\s*[\\]}])`, 'g');

/** A list of texts in a JSON file that may have comments; what cannot be read says nothing. */
function listIn(text: string, key: string): readonly string[] {
  try {
    const settings = JSON.parse(text.replace(COMMENTS, '$1').replace(LAST_COMMAS, '$1')) as Record<string, unknown>;
    const list = settings[key];
    return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : [];
  } catch {
    return []; // Whose file it is tells what is wrong with it.
  }
}
