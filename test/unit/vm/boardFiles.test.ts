/** The board's file system over a folder whose contents are not all what a board could have. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BoardFiles } from '../../../simulator/src/vm/boardFiles';

describe('the file system of the board', () => {
  let parent = '';
  let files: BoardFiles;
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'board-files-'));
    const folder = join(parent, 'script');
    mkdirSync(join(folder, 'inner'), { recursive: true });
    mkdirSync(join(parent, 'outer'));
    writeFileSync(join(parent, 'outer', 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'inner', 'file.txt'), 'content');
    files = new BoardFiles(folder);
    const links = { loop: 'loop', dangling: 'nowhere', out: '../outer', secret: '../outer/secret.txt', inside: 'inner/file.txt' };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  it('shows only names that lead to something in the folder', () => {
    expect(files.list('/')).toEqual(['inner', 'inside']);
  });

  it('follows a link that stays in the folder', () => {
    expect(Buffer.from(files.read('/inside') ?? []).toString()).toBe('content');
  });

  it.each(['/secret', '/out/secret.txt', '/loop', '/loop/file', '/dangling', '/inner/file.txt/x', `/${'a'.repeat(300)}`])(
    'has no file %s',
    (file) => {
      expect(files.status(file)).toBeUndefined();
      expect(files.read(file)).toBeUndefined();
    },
  );

  it('lets no backslash lead anywhere, which on Windows would be a way out', () => {
    writeFileSync(join(parent, 'script', 'a\\b'), 'x');
    expect(files.status('/a\\b')).toBeUndefined();
    expect(files.list('/')).not.toContain('a\\b');
  });
});
