// Makes micropython-sockets-<version>.vsix and looks into it. Everything is bundled, so no node_modules are packaged.
// Usage: node scripts/package.mjs
import { createVSIX } from '@vscode/vsce';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, ROOT } from './build.mjs';
import { reportVsix } from './checkVsix.mjs';

/** @returns {Promise<string>} the package's path; rejects when something is missing in it or does not belong there */
export async function makePackage() {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const packagePath = path.join(ROOT, `${name}-${version}.vsix`);
  fs.rmSync(packagePath, { force: true });
  try {
    await createVSIX({
      cwd: ROOT, // runs `vscode:prepublish`, which makes the bundles small
      packagePath,
      dependencies: false,
      // The manifest names no repository, so there is nothing that relative links of the README could be rewritten to.
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
    });
    if (!reportVsix(packagePath)) throw new Error(`${path.basename(packagePath)} is not fit to be installed.`);
  } finally {
    await build(); // leaves dist/ with source maps, as a developer expects it
  }
  return packagePath;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    console.log(await makePackage());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
