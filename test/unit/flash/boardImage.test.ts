/** An image in a file of this computer and in memory: kept, compacted, locked, and left alone when it is damaged. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { BoardImage, DamagedImageError, ImageInUseError, ImageLock, isInUse, memoryPlace } from '../../../simulator/src/flash';
import type { Change, ImagePlace } from '../../../simulator/src/flash';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'board-image-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

function file(path: string, text: string, keepBytes = 0): Change {
  return { kind: 'file', path, covers: '', modifiedMs: 5, keepBytes, bytes: Buffer.from(text) };
}

function contents(image: BoardImage): Record<string, string> {
  const files = [...image.own.entries].flatMap(([path, entry]) =>
    entry.kind === 'file' ? [[path, Buffer.from(entry.bytes).toString()]] : [],
  );
  return Object.fromEntries(files) as Record<string, string>;
}

describe.each(['file', 'memory'])('an image in %s', (kind) => {
  const place = (): ImagePlace => (kind === 'memory' ? memoryPlace() : { kind: 'file', path: join(folder, 'board.img') });

  it('has what was changed when it is opened again', () => {
    const where = place();
    const image = BoardImage.open(where);
    image.commit([file('/a', 'one'), { kind: 'folder', path: '/f' }]);
    image.commit([file('/a', ' two', 3), { kind: 'setUp' }]);
    const again = BoardImage.open(where);
    expect(contents(again)).toEqual({ '/a': 'one two' });
    expect([...again.own.entries.keys()]).toEqual(['/a', '/f']);
    expect(again.own.isSetUp).toBe(true);
  });

  it('has the storage too, also after it was written anew', () => {
    const where = place();
    const image = BoardImage.open(where);
    image.commit([{ kind: 'namespace', namespace: 'empty' }]);
    image.commit([{ kind: 'value', namespace: 'one', key: 'text', value: Uint8Array.of(1, 2) }]);
    image.commit([{ kind: 'value', namespace: 'one', key: 'gone', value: 5 }]);
    image.commit([{ kind: 'noValue', namespace: 'one', key: 'gone' }]);
    for (let value = 0; value < 100; value++) {
      image.commit([{ kind: 'value', namespace: 'one', key: 'count', value: -value }]);
      image.commit([{ kind: 'sector', sector: 7, bytes: new Uint8Array(4096).fill(value) }]);
    }
    image.commit([{ kind: 'sector', sector: 8, bytes: new Uint8Array(4096) }]);
    image.commit([{ kind: 'erased', sector: 8 }]);
    if (where.kind === 'file') expect(statSync(where.path).size).toBeLessThan(300_000);
    const { storage } = BoardImage.open(where).own;
    expect([...storage.namespaces].map(([name, values]) => [name, ...values])).toEqual([
      ['empty'],
      ['one', ['text', Uint8Array.of(1, 2)], ['count', -99]],
    ]);
    expect([...storage.sectors]).toEqual([[7, new Uint8Array(4096).fill(99)]]);
    image.commit([{ kind: 'storageErased' }]);
    expect([...BoardImage.open(where).own.storage.namespaces.keys()]).toEqual([]);
  });

  it('stays small however often a file is written', () => {
    const where = place();
    const image = BoardImage.open(where);
    const text = 'x'.repeat(100_000);
    for (let i = 0; i < 60; i++) image.commit([file('/large', `${i} ${text}`)]);
    image.commit([{ kind: 'forgotten', path: '/none' }]);
    expect(contents(BoardImage.open(where))).toEqual({ '/large': `59 ${text}` });
    if (where.kind === 'file') expect(statSync(where.path).size).toBeLessThan(1_000_000);
  });
});

describe('an image in a file', () => {
  it('goes on after a record that was torn off', () => {
    const path = join(folder, 'board.img');
    const place: ImagePlace = { kind: 'file', path };
    const image = BoardImage.open(place);
    image.commit([file('/a', 'kept')]);
    image.commit([file('/b', 'torn')]);
    truncateSync(path, statSync(path).size - 3);
    BoardImage.open(place).commit([file('/c', 'later')]);
    expect(contents(BoardImage.open(place))).toEqual({ '/a': 'kept', '/c': 'later' });
  });

  it('is not touched when it is damaged, and says what to do', () => {
    const path = join(folder, 'board.img');
    const image = BoardImage.open({ kind: 'file', path });
    image.commit([file('/a', 'first')]);
    image.commit([file('/b', 'second')]);
    const bytes = readFileSync(path);
    bytes[70] = (bytes[70] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(() => BoardImage.open({ kind: 'file', path })).toThrow(DamagedImageError);
    expect(() => BoardImage.open({ kind: 'file', path })).toThrow(path);
    expect(readFileSync(path)).toEqual(bytes);
  });
});

describe('the lock of an image', () => {
  it('keeps a second board out until it is released', () => {
    const path = join(folder, 'new', 'board.img');
    const lock = ImageLock.take(path);
    expect(() => ImageLock.take(path)).toThrow(ImageInUseError);
    expect(isInUse(path)).toBe(true);
    lock.release();
    lock.release();
    expect(isInUse(path)).toBe(false);
    ImageLock.take(path).release();
    expect(existsSync(`${path}.lock`)).toBe(false);
  });

  it('is taken over from a process that is gone, also from one that had the same number', () => {
    const path = join(folder, 'board.img');
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    for (const owner of [`${pid} token`, `${process.pid} token`, '', 'nonsense']) {
      writeFileSync(`${path}.lock`, owner);
      expect(isInUse(path)).toBe(false);
      ImageLock.take(path).release();
    }
  });
});
