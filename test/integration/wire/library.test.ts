/** The built bundle on computers that lack something: programs on the path, or the native part of the serial library. */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { DIST } from '../../support/distFolders';
import { PseudoTerminal } from '../../support/pseudoTerminal';

const run = promisify(execFile);

/** What a program prints that has the bundle as `board`. */
async function printed(bundle: string, program: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const { stdout } = await run(process.execPath, ['-e', `const board = require(${JSON.stringify(bundle)}); ${program}`], { env });
  return stdout.trim();
}

const OPEN = (path: string) =>
  `board.openTransport(${JSON.stringify(path)}).then(async (wire) => { await wire.close(); console.log('opened'); }, (error) => console.log(error.message));`;

it('opens a port with the native part beside it', async ({ onTestFinished }) => {
  const terminal = new PseudoTerminal();
  onTestFinished(() => terminal.dispose());
  expect(await printed(join(DIST, 'serialBoard.js'), OPEN(terminal.path))).toBe('opened');
});

it('without the native part is loaded all the same, lists ports on Linux, and says what is missing when a port is opened', async ({
  onTestFinished,
}) => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'dist'));
  cpSync(join(DIST, 'serialBoard.js'), join(folder, 'dist/serialBoard.js'));
  const bundle = join(folder, 'dist/serialBoard.js');
  expect(await printed(bundle, 'board.listPorts().then((ports) => console.log(Array.isArray(ports)))')).toBe('true');
  expect(await printed(bundle, OPEN('/dev/ttyUSB0'))).toMatch(
    /^Serial ports cannot be used: the part for \w+-\w+ of the serial library cannot be loaded\. Install the extension for this platform again\./,
  );
});

it('lists ports where no program is on the path', async () => {
  const list = 'board.listPorts().then((ports) => console.log(Array.isArray(ports)))';
  expect(await printed(join(DIST, 'serialBoard.js'), list, { PATH: '/nonexistent' })).toBe('true');
});
