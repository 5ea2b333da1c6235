/** The question for a WebREPL's password, in a real terminal: what is typed is not shown, and the user may give up. */
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { ByteCollector } from '../../support/byteCollector';
import { CliBench } from '../../support/cli';
import { DIST } from '../../support/distFolders';
import { PseudoTerminal } from '../../support/pseudoTerminal';
import { WebReplBoard } from '../../support/webReplBoard';

let bench: CliBench;
beforeAll(async () => {
  bench = await CliBench.create();
});
afterAll(() => bench.remove());

/** Asked for the password of a board; `answer` are the keys. */
async function asked({ onTestFinished }: TestContext, answer: string): Promise<{ code: number | null; stderr: string; echoed: string }> {
  const board = await WebReplBoard.start('right one');
  onTestFinished(() => board.dispose());
  const echoed = new ByteCollector();
  const terminal = new PseudoTerminal(echoed.add);
  onTestFinished(() => terminal.dispose());
  const keyboard = openSync(terminal.path, 'r+');
  const child = spawn(process.execPath, [join(DIST, 'cli.js'), 'fs', 'ls', '--board', board.address], {
    cwd: bench.folder,
    stdio: [keyboard, 'ignore', 'pipe'],
    env: { ...process.env, WEBREPL_PASSWORD: undefined },
  });
  closeSync(keyboard);
  const stderr = new ByteCollector();
  child.stderr?.on('data', stderr.add);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  await stderr.text(`Password for ${board.address}: `);
  await terminal.write(Buffer.from(answer));
  return { code: await ended, stderr: await stderr.text(''), echoed: (await echoed.take(0)).toString() };
}

describe('the password of a WebREPL, asked for in a terminal', () => {
  it('is not shown, and a wrong one is refused', async (test) => {
    const { code, stderr, echoed } = await asked(test, 'wrong one\r');
    expect(code).toBe(2);
    expect(stderr).toContain('does not take this password');
    expect(stderr + echoed).not.toContain('wrong one');
  });

  it('is not waited for after Ctrl-C or Ctrl-D', async (test) => {
    for (const keys of ['\x03', '\x04']) {
      const { code, stderr } = await asked(test, keys);
      expect(code).toBe(2);
      expect(stderr).toMatch(/Opening ws:.* was cancelled\./);
    }
  });
});
