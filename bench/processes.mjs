// Starts what is measured: a script under the simulator, or the same script under CPython.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const bench = path.dirname(fileURLToPath(import.meta.url));
export const cli = path.join(bench, '..', 'dist', 'cli.js');

/** Runs a command and gives its output, and the time to its first byte in milliseconds. */
export async function run(command, args) {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let firstMs;
  let output = '';
  child.stdout.on('data', (chunk) => {
    firstMs ??= performance.now() - start;
    output += chunk;
  });
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${output}`);
  return { output, firstMs };
}

/** Starts a command that serves, and resolves when it has printed a line. `stop` ends it and waits for its end. */
export async function serve(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    child.stdout.once('data', resolve);
    child.once('error', reject);
    child.once('close', (code) => reject(new Error(`${command} ${args.join(' ')} ended with ${code} before it served.`)));
  });
  return {
    stop: () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}

/** The `name=value` lines of an output. */
export const parse = (output) => new Map([...output.matchAll(/^(.+)=([\d.e+-]+)$/gm)].map(([, name, value]) => [name, Number(value)]));

/** How a script is run under each of the two. */
export const simulator = (script) => [process.execPath, [cli, 'run', script]];
export const cpython = (python, script) => [python, [script]];
