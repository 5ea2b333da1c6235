// Bundles the mocha suite (test/e2e/suite) into dist-test/, from where a VS Code loads it into its extension host.
import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { buildBoardProgram } from './boardProgram.mjs';

/** @returns {Promise<string>} the file whose `run()` VS Code calls */
export async function buildSuite(root) {
  const source = path.join(root, 'test', 'e2e', 'suite');
  const outdir = path.join(root, 'dist-test');
  const tests = fs.readdirSync(source).filter((name) => name.endsWith('.test.ts'));
  if (tests.length === 0) throw new Error(`There is no *.test.ts in ${source}.`);
  fs.rmSync(outdir, { recursive: true, force: true });
  const options = {
    absWorkingDir: root,
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  };
  await esbuild.build({
    ...options,
    entryPoints: ['index.ts', ...tests].map((name) => path.join(source, name)),
    format: 'cjs',
    external: ['vscode', 'mocha'],
  });
  await buildBoardProgram(root);
  return path.join(outdir, 'index.js');
}
