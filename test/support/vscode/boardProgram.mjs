// A board at a serial port for tests inside VS Code: builds the program that plays it (test/support/boardOnTerminal.ts), and starts it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import esbuild from 'esbuild';
import path from 'node:path';

/** @returns {Promise<string>} the program */
export async function buildBoardProgram(root) {
  const outfile = path.join(root, 'dist-test', 'boardOnTerminal.mjs');
  await esbuild.build({
    entryPoints: [path.join(root, 'test', 'support', 'boardOnTerminal.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}

/** @returns {Promise<{ port: string, unplug(): void, end(): void }>} */
export async function startBoard(root) {
  const program = await buildBoardProgram(root);
  const child = spawn(process.execPath, [program, path.join(root, 'dist', 'cli.js')], { stdio: ['pipe', 'pipe', 'ignore'] });
  const [port] = await once(createInterface(child.stdout), 'line');
  return { port, unplug: () => child.stdin.write('unplug\n'), end: () => child.stdin.end() };
}
