/** Commands whose reader leaves before they have written all, as `head` and `less` do. */
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CliBench } from '../../support/cli';
import { DIST } from '../../support/distFolders';

let bench: CliBench;
beforeAll(async () => {
  bench = await CliBench.create();
});
afterAll(() => bench.remove());

it('that the reader of a file of a board leaves is no failure', async ({ onTestFinished }) => {
  const served = bench.start('serve', '--port', '0');
  onTestFinished(async () => {
    served.child.kill();
    await served.ended;
  });
  await served.printed('\n');
  const board = ['--board', `tcp://${served.stdout.toString().trim()}`];
  await writeFile(join(bench.folder, 'long.txt'), 'line\n'.repeat(40_000));
  expect(await bench.run('fs', 'cp', 'long.txt', ':long.txt', ...board)).toMatchObject({ code: 0, stderr: '' });

  const cat = spawn(process.execPath, [join(DIST, 'cli.js'), 'fs', 'cat', 'long.txt', 'long.txt', ...board]);
  let complaint = '';
  cat.stderr.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  cat.stdout.once('data', () => cat.stdout.destroy());
  expect(await new Promise((resolve) => cat.once('close', resolve))).toBe(0);
  expect(complaint).toBe('');
});
