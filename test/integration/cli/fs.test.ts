/** `fs` of the built command line, on the files of a simulated board that is served. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { CliBench, type CliRun } from '../../support/cli';
import { DIST } from '../../support/distFolders';
import { FilesBench } from '../../support/filesBench';

let simulator: SimulatedBoard;
let board: FilesBench;
let bench: CliBench;
beforeAll(async () => {
  simulator = new SimulatedBoard({ distFolder: DIST });
  board = await FilesBench.open(simulator);
  // The command line has the wire.
  await board.board.close();
  bench = await CliBench.create();
});
afterAll(async () => {
  board.dispose();
  simulator.dispose();
  await bench.remove();
});
beforeEach(async () => {
  const host = await board.reconnect();
  await host.files.hold(async (files) => {
    for (const { name } of await files.list('/')) await files.remove(name);
  });
  await host.python('import os');
  await host.board.close();
  for (const name of readdirSync(bench.folder)) rmSync(join(bench.folder, name), { recursive: true });
});

async function python(code: string): Promise<string> {
  const host = await board.reconnect();
  const printed = await host.python(code);
  await host.board.close();
  return printed;
}

function fs(...words: string[]): ReturnType<CliBench['run']> {
  return bench.run('fs', ...words, '--board', board.relay.address);
}

async function succeeds(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await fs(...words);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

async function fails(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await fs(...words);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  return stderr.replace('micropython-sockets: ', '').trim();
}

function local(name: string, content?: string | Uint8Array): string {
  const path = join(bench.folder, name);
  if (content !== undefined) writeFileSync(path, content);
  return path;
}

describe('fs', { timeout: 60_000 }, () => {
  it('lists, shows, hashes and measures', async () => {
    await python(
      'import os\nos.mkdir("/lib")\nwith open("/a.txt","w") as f: f.write("hello\\n")\nwith open("/lib/b.bin","wb") as f: f.write(bytes(range(256)))',
    );
    expect(await succeeds('ls')).toBe('           6 a.txt\n           0 lib/\n');
    expect(await succeeds('ls', ':lib', '/a.txt')).toBe('lib:\n         256 b.bin\n/a.txt:\n           6 a.txt\n');
    const run = bench.start('fs', 'cat', ':a.txt', 'lib/b.bin', '--board', board.relay.address);
    expect(await run.ended).toBe(0);
    expect(run.stdout).toEqual(Buffer.concat([Buffer.from('hello\n'), Buffer.from(Array.from({ length: 256 }, (_, i) => i))]));
    expect(await succeeds('sha256sum', 'a.txt')).toBe('5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03  a.txt\n');
    expect(await succeeds('df')).toMatch(/^\d+ bytes in all, \d+ used, \d+ free\n$/);
  });

  it('makes and removes', async () => {
    await succeeds('mkdir', ':d/e', '/f');
    expect(await succeeds('ls')).toBe('           0 d/\n           0 f/\n');
    expect(await fails('rm', 'd')).toBe('d is a folder: fs rm -r removes it with all that is in it.');
    await succeeds('rm', '-r', 'd', ':f');
    expect(await succeeds('ls')).toBe('');
    expect(await fails('rm', 'd')).toBe('/d cannot be found: there is no such file or folder on the board.');
    expect(await fails('rm', '-r', '/')).toContain('The root folder of the board cannot be removed');
  });

  it('copies files and folders both ways', async () => {
    local(
      'a.bin',
      Uint8Array.from({ length: 256 }, (_, i) => i),
    );
    mkdirSync(local('d'));
    local('d/b.txt', 'b');
    await succeeds('cp', 'a.bin', ':');
    await succeeds('cp', 'a.bin', ':renamed.bin');
    await succeeds('cp', '-r', 'd', 'a.bin', ':into/');
    await succeeds('cp', '-r', 'd/.', ':into');
    expect((await python('print(sorted(os.listdir("/")), sorted(os.listdir("/into")), os.listdir("/into/d"))')).trim()).toBe(
      "['a.bin', 'into', 'renamed.bin'] ['a.bin', 'b.txt', 'd'] ['b.txt']",
    );
    await succeeds('cp', ':renamed.bin', 'back.bin');
    await succeeds('cp', ':a.bin', ':renamed.bin', 'new/');
    await succeeds('cp', '-r', ':into', '.');
    await succeeds('cp', '-r', ':', 'all');
    expect(readFileSync(local('back.bin'))).toEqual(readFileSync(local('a.bin')));
    expect(readdirSync(local('new'))).toEqual(['a.bin', 'renamed.bin']);
    expect(readdirSync(local('into'))).toEqual(['a.bin', 'b.txt', 'd']);
    expect(readdirSync(local('all'))).toEqual(['a.bin', 'into', 'renamed.bin']);
  });

  it('says what cannot be copied', async () => {
    local('a.txt', 'a');
    local('b.txt', 'b');
    mkdirSync(local('d'));
    expect(await fails('cp', 'absent', ':')).toBe('There is no file absent.');
    expect(await fails('cp', 'd', ':')).toBe('d is a folder: fs cp -r copies it.');
    expect(await fails('cp', 'a.txt', 'b.txt', ':x')).toBe(':x is no folder on the board: several files cannot be copied to it.');
    expect(await fails('cp', ':absent', 'x')).toBe('/absent cannot be found: there is no such file or folder on the board.');
    expect(await fails('cp', ':', 'x')).toBe(': is a folder: fs cp -r copies it.');
    expect(await fails('cat', 'absent')).toBe('/absent cannot be found: there is no such file or folder on the board.');
    expect(await succeeds('ls')).toBe('');
    expect(existsSync(local('x'))).toBe(false);
  });

  it('without a board, or with wrong words, has another exit code', async () => {
    expect(await bench.run('fs', 'ls', '--board', 'tcp://127.0.0.1:1')).toMatchObject({ code: 2, stdout: '' });
    expect(await bench.run('fs', 'mv', 'a', 'b', '--board', board.relay.address)).toMatchObject({ code: 2, stdout: '' });
    expect(await bench.run('fs', 'ls')).toMatchObject({ code: 2, stdout: '' });
  });

  it.each(['to the board', 'from the board'])('with Ctrl-C in the middle of a copy %s leaves no half file', async (way) => {
    local('a.bin', randomBytes(300_000));
    local('before.txt', 'what was there before');
    await succeeds('cp', 'before.txt', ':a.bin');
    await python('with open("/big.bin","wb") as f:\n for i in range(300): f.write(bytes(4096))');
    const words = way === 'to the board' ? ['cp', 'a.bin', ':a.bin'] : ['cp', ':big.bin', 'before.txt'];
    const before = { sent: board.relay.sentBytes, received: board.relay.receivedBytes };
    const run: CliRun = bench.start('fs', ...words, '--board', board.relay.address);
    await board.relay.until(({ sentBytes, receivedBytes }) => sentBytes - before.sent > 20_000 || receivedBytes - before.received > 20_000);
    run.child.kill('SIGINT');
    expect(await run.ended).toBe(130);
    expect(run.stderr).toBe('micropython-sockets: Cancelled.\n');
    expect(await succeeds('cat', ':a.bin')).toBe('what was there before');
    expect(await python('print([n for n in os.listdir("/") if "mps" in n])')).toBe('[]\n');
    expect(readFileSync(local('before.txt'), 'utf8')).toBe('what was there before');
    expect(readdirSync(bench.folder).sort()).toEqual(['a.bin', 'before.txt']);
  });
});
