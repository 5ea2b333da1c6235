/** The files of a board at a wire: on a simulated board, whose file system is also read on its own side. */
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { FileSession } from '../../../board/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { FilesBench } from '../../support/filesBench';

let simulator: SimulatedBoard;
beforeAll(() => {
  simulator = new SimulatedBoard({ distFolder: DIST });
});
afterAll(() => simulator.dispose());

async function opened(): Promise<FilesBench> {
  const bench = await FilesBench.open(simulator);
  onTestFinished(() => bench.dispose());
  return bench;
}

async function names(files: FileSession, path: string): Promise<readonly string[]> {
  return (await files.list(path)).map(({ name, isFolder }) => (isFolder ? `${name}/` : name));
}

describe('the files of a board', () => {
  const CONTENTS: Readonly<Record<string, Uint8Array>> = {
    'nothing at all': new Uint8Array(0),
    'one byte': Uint8Array.of(3),
    'all byte values': Uint8Array.from({ length: 256 }, (_, i) => i),
    'blocks of Ctrl-C and Ctrl-D': Uint8Array.from({ length: 126 }, (_, i) => 3 + (i % 2)),
    'text with each kind of line end': Buffer.from('a\nb\r\nc\rd'),
    'more than any buffer': randomBytes(300_000),
  };
  it.each(Object.entries(CONTENTS))('come back as they were written: %s', async (_name, bytes) => {
    const bench = await opened();
    await bench.files.hold(async (files) => {
      const done: number[] = [];
      await files.write('/a.bin', bytes, { onProgress: (doneBytes) => done.push(doneBytes) });
      expect(done.at(-1)).toBe(bytes.length);
      expect(Buffer.compare(await files.read('/a.bin'), bytes)).toBe(0);
      expect(await files.hash('/a.bin')).toBe(createHash('sha256').update(bytes).digest('hex'));
      expect(await files.stat('/a.bin')).toMatchObject({ name: 'a.bin', isFolder: false, sizeBytes: bytes.length });
    });
  });

  it('have names with spaces, quotes and letters beyond ASCII', async () => {
    const bench = await opened();
    const odd = ['a b.txt', 'Grüße.py', 'it\'s "quoted".txt', '日本.txt', 'back\\slash', "'''"];
    await bench.files.hold(async (files) => {
      for (const name of odd) await files.write(`/ö ö/${name}`, Buffer.from(name));
      expect([...(await names(files, '/ö ö'))].sort()).toEqual([...odd].sort());
      for (const name of odd) expect(Buffer.from(await files.read(`/ö ö/${name}`)).toString()).toBe(name);
    });
    expect(await bench.python(`import os\nprint(set(os.listdir("/ö ö")) == set(${JSON.stringify(odd)}))`)).toBe('True\n');
  });

  it('are listed with their sizes and times, and the folders among them', async () => {
    const bench = await opened();
    await bench.python('import os\nos.mkdir("lib")\nf=open("b.txt","w")\nf.write("four")\nf.close()');
    await bench.files.hold(async (files) => {
      await files.write('/lib/deep/er/x.py', Buffer.from('x = 1\n'));
      expect(await names(files, '/')).toEqual(['b.txt', 'lib/']);
      const [file, folder] = await files.list('/');
      expect([file?.sizeBytes, folder?.isFolder]).toEqual([4, true]);
      expect(await names(files, '/lib/deep/er/')).toEqual(['x.py']);
      // A board's clock that nobody has set begins with the year 2000 when it is switched on, and counts seconds.
      const { modifiedMs } = await files.stat('/lib/deep/er/x.py');
      expect(modifiedMs).toBeGreaterThanOrEqual(Date.UTC(2000, 0, 1));
      expect(modifiedMs).toBeLessThan(Date.UTC(2000, 0, 2));
      expect(await files.stat('/')).toMatchObject({ isFolder: true });
    });
  });

  it('are found from the root, wherever a script has gone', async () => {
    const bench = await opened();
    await bench.python('import os\nos.mkdir("lib")\nos.chdir("lib")');
    await bench.files.hold(async (files) => {
      await files.write('a.txt', Buffer.from('a'));
      expect(await names(files, '/')).toEqual(['a.txt', 'lib/']);
      expect(await names(files, 'lib')).toEqual([]);
    });
    expect(await bench.python('print(os.getcwd())')).toBe('/lib\n');
  });

  it('are renamed and moved; a file in the way goes, a folder does not', async () => {
    const bench = await opened();
    await bench.files.hold(async (files) => {
      await files.write('/a', Buffer.from('new'));
      await files.write('/b', Buffer.from('old'));
      await files.rename('/a', '/b');
      expect(Buffer.from(await files.read('/b')).toString()).toBe('new');
      await files.rename('/b', '/b');
      await files.makeFolder('/d/e');
      await files.rename('/b', '/d/e/c');
      expect(await names(files, '/d/e')).toEqual(['c']);
      await files.rename('/d/e', '/f');
      await files.makeFolder('/g');
      await expect(files.rename('/f/c', '/g')).rejects.toMatchObject({ errno: 17 });
      await expect(files.rename('/f', '/f/g')).rejects.toThrow('/f cannot be renamed to /f/g: a folder does not go into itself.');
      await expect(files.rename('/absent', '/h')).rejects.toMatchObject({ errno: 2 });
      expect(await names(files, '/')).toEqual(['d/', 'f/', 'g/']);
    });
  });

  it('are removed, folders with all that is in them, but never the root', async () => {
    const bench = await opened();
    await bench.files.hold(async (files) => {
      for (const path of ['/d/a', '/d/e/f/b', '/d/e/c']) await files.write(path, Buffer.from('x'));
      await files.remove('/d/a');
      expect(await names(files, '/d')).toEqual(['e/']);
      await files.remove('/d');
      expect(await names(files, '/')).toEqual([]);
      await expect(files.remove('/')).rejects.toThrow('The root folder of the board cannot be removed');
    });
  });

  it('leave their space', async () => {
    const bench = await opened();
    await bench.files.hold(async (files) => {
      const before = await files.space();
      await files.write('/a', new Uint8Array(8192));
      const after = await files.space();
      expect(after.totalBytes).toBe(before.totalBytes);
      expect(before.freeBytes - after.freeBytes).toBeGreaterThanOrEqual(8192);
    });
    expect(await bench.python('import os\nprint(os.statvfs("/")[0] * os.statvfs("/")[2])')).toBe(
      `${(await bench.files.hold((files) => files.space())).totalBytes}\n`,
    );
  });

  it('fail in words, with the number of the board', async () => {
    const bench = await opened();
    await bench.files.hold(async (files) => {
      await files.write('/file', Buffer.from('x'));
      await files.makeFolder('/folder/inner');
      const some = Buffer.alloc(5000);
      const failures: [number, string, () => Promise<unknown>][] = [
        [2, '/absent cannot be read: there is no such file or folder on the board.', () => files.hash('/absent')],
        [2, '/absent cannot be found: there is no such file or folder on the board.', () => files.read('/absent')],
        [2, '/absent cannot be listed: there is no such file or folder on the board.', () => files.list('/absent')],
        [2, '/absent cannot be removed: there is no such file or folder on the board.', () => files.remove('/absent')],
        [21, '/folder cannot be written: it is a folder.', () => files.write('/folder', some)],
        [20, '/file/x cannot be written: a part of the path is a file.', () => files.write('/file/x', some)],
        [20, '/file cannot be made: a part of the path is a file.', () => files.makeFolder('/file')],
      ];
      for (const [errno, message, failure] of failures) await expect(failure()).rejects.toMatchObject({ errno, message });
      await expect(files.read('/folder')).rejects.toMatchObject({ errno: 21 });
      await expect(files.write(`/${'n'.repeat(300)}`, some)).rejects.toMatchObject({ errno: 36 });
      // The board listens afterwards.
      await files.write('/file', Buffer.from('y'));
      expect(Buffer.from(await files.read('/file')).toString()).toBe('y');
    });
  });

  it('that find no room leave what was there, and the room', async () => {
    const bench = await opened();
    await bench.python(`import os
open('a.bin','w').write('before')
f=open('fill','wb')
while os.statvfs('/')[3]>4: f.write(bytes(4096)); f.flush()
f.close()`);
    await bench.files.hold(async (files) => {
      await expect(files.write('/a.bin', randomBytes(100_000))).rejects.toMatchObject({
        errno: 28,
        message: '/a.bin cannot be written: the flash of the board is full: remove files that are not needed.',
      });
      expect(Buffer.from(await files.read('/a.bin')).toString()).toBe('before');
      expect(await names(files, '/')).toEqual(['a.bin', 'fill']);
      await files.write('/b.bin', Buffer.from('small'));
    });
  });

  it('are reached whatever names a script has left behind, which stay as they were', async () => {
    const bench = await opened();
    await bench.python('list=open=min=print_=range=len=3\nos=sys=json=time=hashlib=binascii=4\n');
    const globals = await bench.python('print(sorted(globals()))');
    await bench.files.hold(async (files) => {
      await files.write('/a', Buffer.from('a'));
      await files.list('/');
      expect(Buffer.from(await files.read('/a')).toString()).toBe('a');
      await expect(files.stat('/absent')).rejects.toThrow('/absent');
    });
    await expect(bench.files.hold((files) => files.stat('/absent'))).rejects.toThrow('/absent');
    expect(await bench.python('print(sorted(globals()))')).toBe(globals);
    expect(await bench.python('print(list,os,time)')).toBe('3 4 4\n');
  });

  it('of a folder with many entries are listed', async () => {
    const bench = await opened();
    await bench.python('import os\nos.mkdir("d")\nfor i in range(500): open("d/file%03d.txt"%i,"w").close()');
    await bench.files.hold(async (files) => {
      expect(await names(files, '/d')).toEqual(Array.from({ length: 500 }, (_, i) => `file${String(i).padStart(3, '0')}.txt`));
      await files.remove('/d');
      expect(await names(files, '/')).toEqual([]);
    });
  });
});

describe('while a timer on the board prints', () => {
  it('files go both ways whole, and lists are right', async () => {
    const bench = await opened();
    const bytes = randomBytes(60_000);
    const tick = 'n=0\ndef tick(t):\n global n\n n+=1\n print("tick = [1, 2]")\n';
    await bench.python(`${tick}import machine\nt=machine.Timer(0)\nt.init(period=5,callback=tick)`);
    await bench.files.hold(async (files) => {
      await files.write('/d/a.bin', bytes);
      expect(Buffer.compare(await files.read('/d/a.bin'), bytes)).toBe(0);
      for (let i = 0; i < 20; i++) expect(await names(files, '/d')).toEqual(['a.bin']);
      expect(await files.hash('/d/a.bin')).toBe(createHash('sha256').update(bytes).digest('hex'));
    });
    await bench.python('t.deinit()');
    expect(Number(await bench.python('print(n)'))).toBeGreaterThan(50);
  });
});
