/** Lists of what stays here are read as any editor writes them. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFilter } from '../../../board/src';

it.each([
  ['.mpyignore', '\uFEFFfirst.py\r\nsecond.py\r\n'],
  ['pymakr.conf', '\uFEFF{\r\n"py_ignore": ["first.py", "second.py"]\r\n}'],
])('%s with a byte order mark and lines that end with CR LF', async (name, text) => {
  const folder = await mkdtemp(join(tmpdir(), 'ignore-rules-'));
  try {
    await writeFile(join(folder, name), text);
    const isWanted = await projectFilter(folder);
    expect(['first.py', 'second.py', 'third.py'].filter(isWanted)).toEqual(['third.py']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
