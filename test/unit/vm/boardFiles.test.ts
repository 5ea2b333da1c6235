/** The board's flash over a folder: what is seen of the folder, and what becomes of what the board wrote when that changes. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Errno } from '../../../shared/src';
import { BoardImage, memoryPlace, type ImagePlace } from '../../../simulator/src/flash';
import { BoardFiles } from '../../../simulator/src/vm/files/boardFiles';
import { dataBlocks } from '../../../simulator/src/vm/files/flashSpace';

function board(place: ImagePlace, folder?: string): BoardFiles {
  const files = new BoardFiles({
    image: BoardImage.open(place),
    nowMs: () => 0,
    onFailure: (error) => {
      throw error;
    },
  });
  files.boot(folder);
  return files;
}

function write(files: BoardFiles, path: string, text: string): void {
  expect(files.store(path, { bytes: Buffer.from(text), keepBytes: 0, modifiedMs: 0 })).toBe(0);
}

function read(files: BoardFiles, path: string): string | undefined {
  const bytes = files.read(path);
  return bytes && Buffer.from(bytes).toString();
}

it('lists names by their bytes, those that go on before those that end', () => {
  const files = board(memoryPlace());
  for (const name of ['test', 'b', 'testdir', 'test.py', 'ä']) write(files, `/${name}`, '');
  expect(files.list('/')).toEqual(['b', 'test.py', 'testdir', 'test', 'ä']);
});

describe('the project on the board', () => {
  let parent = '';
  let files: BoardFiles;
  beforeAll(() => {
    parent = mkdtempSync(join(tmpdir(), 'board-files-'));
    const folder = join(parent, 'script');
    mkdirSync(join(folder, 'inner'), { recursive: true });
    mkdirSync(join(parent, 'outer'));
    writeFileSync(join(parent, 'outer', 'secret.txt'), 'secret');
    writeFileSync(join(folder, 'inner', 'file.txt'), 'content');
    files = board(memoryPlace(), folder);
    const links = { loop: 'loop', dangling: 'nowhere', out: '../outer', secret: '../outer/secret.txt', inside: 'inner/file.txt' };
    for (const [name, target] of Object.entries(links)) symlinkSync(target, join(folder, name));
  });
  afterAll(() => rmSync(parent, { recursive: true }));

  it('shows only names that lead to something in the folder', () => {
    expect(files.list('/')).toEqual(['inner', 'inside']);
  });

  it('follows a link that stays in the folder', () => {
    expect(read(files, '/inside')).toBe('content');
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

describe("the board's own files over a project that changes", () => {
  let folder = '';
  let place: ImagePlace;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'board-project-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data', 'a.txt'), 'project');
    writeFileSync(join(folder, 'data', 'b.txt'), 'other');
    place = memoryPlace();
  });

  it('are there after the next boot, as long as the project has the same file', () => {
    write(board(place, folder), '/data/a.txt', 'board');
    expect(read(board(place, folder), '/data/a.txt')).toBe('board');
  });

  it('give way to a file that was changed since', () => {
    write(board(place, folder), '/data/a.txt', 'board');
    writeFileSync(join(folder, 'data', 'a.txt'), 'changed');
    utimesSync(join(folder, 'data', 'a.txt'), 1, 1);
    expect(read(board(place, folder), '/data/a.txt')).toBe('changed');
    expect(read(board(place), '/data/a.txt')).toBeUndefined();
  });

  it('give way to a file that is new in the project', () => {
    write(board(place, folder), '/new.txt', 'board');
    writeFileSync(join(folder, 'new.txt'), 'project');
    expect(read(board(place, folder), '/new.txt')).toBe('project');
  });

  it('stay deleted until the file is changed', () => {
    expect(board(place, folder).remove('/data/a.txt')).toBe(0);
    expect(board(place, folder).list('/data')).toEqual(['b.txt']);
    utimesSync(join(folder, 'data', 'a.txt'), 1, 1);
    expect(board(place, folder).list('/data')).toEqual(['a.txt', 'b.txt']);
  });

  it('bring a deleted folder back when something in it is new', () => {
    const files = board(place, folder);
    expect(files.remove('/data')).toBe(-Errno.ENOTEMPTY);
    for (const path of ['/data/a.txt', '/data/b.txt', '/data']) expect(files.remove(path)).toBe(0);
    expect(board(place, folder).list('/')).toEqual([]);
    writeFileSync(join(folder, 'data', 'c.txt'), 'new');
    expect(board(place, folder).list('/')).toEqual(['data']);
    expect(board(place, folder).list('/data')).toEqual(['c.txt']);
  });

  it('keep their folder when the project has lost it', () => {
    write(board(place, folder), '/data/own.txt', 'board');
    rmSync(join(folder, 'data'), { recursive: true });
    expect(board(place, folder).list('/data')).toEqual(['own.txt']);
  });

  it('move with a folder of the project that is renamed', () => {
    const files = board(place, folder);
    write(files, '/data/a.txt', 'board');
    expect(files.rename('/data', '/moved')).toBe(0);
    for (const later of [files, board(place, folder)]) {
      expect(later.list('/')).toEqual(['moved']);
      expect([read(later, '/moved/a.txt'), read(later, '/moved/b.txt'), read(later, '/data/b.txt')]).toEqual(['board', 'other', undefined]);
    }
  });

  it('begin anew with a script that is put on the board, and not at a reset', () => {
    const files = board(place, folder);
    const script = Buffer.from('first');
    files.upload('/main.py', script, { replaces: true });
    write(files, '/main.py', 'update');
    const reset = board(place, folder);
    reset.upload('/main.py', script, { replaces: false });
    expect(read(reset, '/main.py')).toBe('update');
    reset.upload('/main.py', script, { replaces: true });
    expect(read(reset, '/main.py')).toBe('first');
    expect(board(place, folder).list('/')).toEqual(['data']);
  });
});

describe('the room in the flash', () => {
  it.each([
    [0, 0],
    [128, 0],
    [129, 1],
    [4096, 1],
    [4097, 2],
    [4096 + 4092, 2],
    [4096 + 4092 + 1, 3],
    [4096 + 4092 + 4088, 3],
    [4096 + 4092 + 4088 + 1, 4],
  ])('a file of %d bytes has %d blocks', (sizeBytes, blocks) => {
    expect(dataBlocks(sizeBytes)).toBe(blocks);
  });

  it('is never taken by a project to more than a half', () => {
    const folder = mkdtempSync(join(tmpdir(), 'board-large-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'large.bin'), Buffer.alloc(5 * 1024 * 1024));
    const files = board(memoryPlace(), folder);
    const before = files.usedBlocks;
    expect(before).toBe(2 + 256);
    write(files, '/own.txt', 'x'.repeat(5000));
    expect(files.usedBlocks).toBe(before + 2);
  });
});
