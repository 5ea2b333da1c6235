// Makes dist/: the bundles named in bundles.mjs, the VM and its modules; and prebuilds/ beside it. Prints what it made and how large it is.
// Usage: node scripts/build.mjs [--production] [--watch]
//   --production   minified and without source maps, as it goes into the package
//   --watch        then makes the bundles again whenever a source changes
import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUNDLES, FIRMWARE, MODULES, packStubs, PREBUILDS, prebuildFiles, STUBS } from './bundles.mjs';
import { makeFirmware } from './firmware.mjs';

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const DIST = path.join(ROOT, 'dist');

/** Makes everything; rejects when any part fails. */
export async function build({ isProduction = false } = {}) {
  fs.mkdirSync(DIST, { recursive: true });
  await Promise.all(BUNDLES.map((bundle) => esbuild.build(bundleOptions(bundle, { isProduction }))));
  for (const { out, isExecutable } of BUNDLES) {
    if (isExecutable) fs.chmodSync(path.join(DIST, out), 0o755);
    report(out);
  }
  const { isFromCache } = await makeFirmware(ROOT, path.join(DIST, FIRMWARE));
  report(FIRMWARE, isFromCache ? 'from the cache' : 'relinked');
  removeStaleFiles(isProduction);
  copyModules();
  copyPrebuilds();
  fs.writeFileSync(path.join(DIST, STUBS.out), JSON.stringify(packStubs()));
}

/** esbuild's options for one bundle; checkNotices.mjs uses them to look inside without writing. */
export function bundleOptions({ out, entry, options }, { isProduction = false } = {}) {
  return {
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outfile: path.join(DIST, out),
    bundle: true,
    minify: isProduction,
    sourcemap: isProduction ? false : 'linked',
    legalComments: 'none', // the notices are in THIRD_PARTY_NOTICES.md, and checkNotices.mjs sees to it
    logLevel: 'warning',
    ...options,
  };
}

function report(name, remark = '') {
  const { size } = fs.statSync(path.join(DIST, name));
  console.log(`dist/${name.padEnd(26)}${(size / 1024).toFixed(1).padStart(9)} KB  ${remark}`.trimEnd());
}

function copyModules() {
  const target = path.join(DIST, MODULES.out);
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(MODULES.source, target, { recursive: true });
}

function copyPrebuilds() {
  const target = path.join(ROOT, PREBUILDS.out);
  fs.rmSync(target, { recursive: true, force: true });
  for (const name of prebuildFiles()) fs.cpSync(path.join(PREBUILDS.source, path.relative(PREBUILDS.out, name)), path.join(ROOT, name));
}

/** What an older build left would go into the package, or hide that a file is no longer made. */
function removeStaleFiles(isProduction) {
  const made = new Set([...BUNDLES.map(({ out }) => out), FIRMWARE, MODULES.out, STUBS.out]);
  if (!isProduction) for (const { out } of BUNDLES) made.add(`${out}.map`);
  for (const name of fs.readdirSync(DIST)) if (!made.has(name)) fs.rmSync(path.join(DIST, name), { recursive: true, force: true });
}

async function watch() {
  for (const bundle of BUNDLES) {
    const context = await esbuild.context({ ...bundleOptions(bundle), logLevel: 'info' });
    await context.watch();
  }
  console.log('Watching the sources of the bundles; simulator/firmware is built only at the start.');
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  const unknown = args.find((arg) => !['--production', '--watch'].includes(arg));
  if (unknown) {
    console.error(`build.mjs: there is no option ${unknown}; known: --production, --watch`);
    process.exitCode = 2;
  } else {
    try {
      await build({ isProduction: args.includes('--production') });
      if (args.includes('--watch')) await watch();
    } catch (error) {
      // esbuild has printed its own messages already; the rest are worth their stack.
      console.error(error.errors ? 'The build failed.' : error);
      process.exitCode = 1;
    }
  }
}
