/** Copies of trees between this computer and a simulated board. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type CopyProgress, download, projectFilter, upload } from '../../../board/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { FilesBench } from '../../support/filesBench';

const FILES = { 'main.py': 'import lib.a', 'lib/a.py': 'A = 1', 'lib/deep/b.txt': 'ü', 'empty.txt': '' };

let simulator: SimulatedBoard;
let bench: FilesBench;
let folder: string;
beforeAll(async () => {
  simulator = new SimulatedBoard({ distFolder: DIST });
  bench = await FilesBench.open(simulator);
});
afterAll(() => {
  bench.dispose();
  simulator.dispose();
});
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'copy-'));
  const mine = folder;
  onTestFinished(() => rmSync(mine, { recursive: true }));
  await bench.files.hold(async (files) => {
    for (const { name } of await files.list('/')) await files.remove(name);
  });
});

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}

/** All files of the board, folders with `/`. */
async function onBoard(): Promise<readonly string[]> {
  const code = `import os
def walk(p):
 for e in sorted(os.ilistdir(p or '/')):
  if e[1]==0x4000:
   print(p+'/'+e[0]+'/')
   walk(p+'/'+e[0])
  else:print(p+'/'+e[0])
walk('')`;
  return (await bench.python(code)).split('\n').filter((line) => line !== '');
}

it('a tree goes to the board and comes back, with its empty folders', async () => {
  write(FILES);
  mkdirSync(join(folder, 'logs'));
  const progress: CopyProgress[] = [];
  const up = await bench.files.hold((files) => upload(files, folder, '/app', { onProgress: (each) => progress.push(each) }));
  expect(up).toEqual({ copied: ['/app/empty.txt', '/app/lib/a.py', '/app/lib/deep/b.txt', '/app/main.py'], unchanged: [], bytes: 19 });
  expect(progress.at(-1)).toEqual({ file: '/app/main.py', fileIndex: 3, fileCount: 4, doneBytes: 19, totalBytes: 19 });
  expect(await onBoard()).toEqual([
    ...['/app/', '/app/empty.txt', '/app/lib/', '/app/lib/a.py', '/app/lib/deep/', '/app/lib/deep/b.txt', '/app/logs/', '/app/main.py'],
  ]);
  const back = join(folder, 'back');
  const down = await bench.files.hold((files) => download(files, '/app', back));
  expect(down.copied).toHaveLength(4);
  for (const [name, text] of Object.entries(FILES)) expect(readFileSync(join(back, name), 'utf8')).toBe(text);
  expect(readdirSync(back).sort()).toEqual(['empty.txt', 'lib', 'logs', 'main.py']);
});

it('what is the same already is not written again', async () => {
  write(FILES);
  await bench.files.hold((files) => upload(files, folder, '/'));
  writeFileSync(join(folder, 'lib/a.py'), 'A = 2');
  const again = await bench.files.hold((files) => upload(files, folder, '/'));
  expect(again.copied).toEqual(['/lib/a.py']);
  expect(again.unchanged).toEqual(['/empty.txt', '/lib/deep/b.txt', '/main.py']);
  writeFileSync(join(folder, 'main.py'), Buffer.alloc(30_000, 'x'));
  await bench.files.hold((files) => upload(files, folder, '/'));
  const { sentBytes } = bench.relay;
  await bench.files.hold((files) => upload(files, folder, '/'));
  expect(bench.relay.sentBytes - sentBytes).toBeLessThan(10_000);
});

it('a project leaves out what it says', async () => {
  write({ ...FILES, '.git/config': 'x', 'tests/t.py': 'x', 'README.md': 'x', '.mpyignore': 'tests/\n', 'lib/__pycache__/a.pyc': 'x' });
  const isWanted = await projectFilter(folder);
  const { copied } = await bench.files.hold((files) => upload(files, folder, '/', { isWanted }));
  expect(copied).toEqual(['/empty.txt', '/lib/a.py', '/lib/deep/b.txt', '/main.py']);
});

it.runIf(process.platform !== 'win32')('links to files are followed, those to folders and those to nowhere are not', async () => {
  write({ 'real.py': 'x' });
  symlinkSync('real.py', join(folder, 'link.py'));
  symlinkSync('.', join(folder, 'circle'));
  symlinkSync('nowhere', join(folder, 'broken'));
  await bench.files.hold((files) => upload(files, folder, '/'));
  expect(await onBoard()).toEqual(['/link.py', '/real.py']);
});

it('a file of this computer is replaced only if that is wanted', async () => {
  write({ 'a.txt': 'mine', 'b.txt': 'mine' });
  await bench.files.hold(async (files) => {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) await files.write(`/${name}`, Buffer.from('of the board'));
    const asked: string[] = [];
    const mayReplace = (path: string): Promise<boolean> => Promise.resolve(asked.push(path) === 2);
    const { copied } = await download(files, '/', folder, { mayReplace });
    expect(copied).toEqual(['/b.txt', '/c.txt']);
    expect(asked).toEqual([join(folder, 'a.txt'), join(folder, 'b.txt')]);
  });
  expect(['a.txt', 'b.txt', 'c.txt'].map((name) => readFileSync(join(folder, name), 'utf8'))).toEqual([
    'mine',
    'of the board',
    'of the board',
  ]);
});

it('that is cancelled has whole files alone, on both sides', async () => {
  write({ 'a.txt': 'a'.repeat(5000), 'b.txt': 'b'.repeat(50_000), 'c.txt': 'c' });
  const reason = new Error('Enough.');
  const cancellation = new AbortController();
  const { signal } = cancellation;
  const cancelIn =
    (controller: AbortController, bytes: number) =>
    ({ doneBytes }: CopyProgress): void =>
      void (doneBytes >= bytes && controller.abort(reason));
  const up = bench.files.hold((files) => upload(files, folder, '/', { signal, onProgress: cancelIn(cancellation, 20_000) }));
  await expect(up).rejects.toBe(reason);
  expect(await onBoard()).toEqual(['/a.txt']);
  await bench.files.hold((files) => upload(files, folder, '/'));
  const second = new AbortController();
  const back = join(folder, 'back');
  const options = { signal: second.signal, onProgress: cancelIn(second, 10_000) };
  await expect(bench.files.hold((files) => download(files, '/', back, options))).rejects.toBe(reason);
  expect(readdirSync(back)).toEqual(['a.txt']);
  expect(readFileSync(join(back, 'a.txt'), 'utf8')).toHaveLength(5000);
});
