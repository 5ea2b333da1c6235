/** Folders with a simulator to start: the one that the build made, and one with the fake VM in place of the real one. */
import { build } from 'esbuild';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '..', '..');
/** Made by `npm run build`. */
export const DIST = join(ROOT, 'dist');

/** The smallest file that WebAssembly takes: a header. */
const EMPTY_MODULE = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);

/** The simulator and the command line as they are in the tree, with the fake VM worker. */
export async function makeFakeDist(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'simulator-'));
  const bundle = (entry: string, out: string): Promise<unknown> =>
    build({
      absWorkingDir: ROOT,
      entryPoints: [entry],
      outfile: join(path, out),
      bundle: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      logLevel: 'warning',
    });
  await Promise.all([
    bundle('simulator/src/host/main.ts', 'simulator.js'),
    bundle('test/support/fakeVmWorker.ts', 'vmWorker.js'),
    bundle('cli/src/main.ts', 'cli.js'),
    writeFile(join(path, 'micropython-esp32.wasm'), EMPTY_MODULE),
  ]);
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
