// Makes the VM: bundles simulator/firmware/build.ts, runs it, and keeps the result in a cache, because relinking takes many seconds
// and its inputs change rarely. The key covers everything the result depends on.
import esbuild from 'esbuild';
import crypto from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const CACHE = ['node_modules', '.cache', 'micropython-sockets'];
const KEPT_RESULTS = 4;

/**
 * @param {string} root the repository
 * @param {string} outFile
 * @returns {Promise<{ isFromCache: boolean }>}
 */
export async function makeFirmware(root, outFile) {
  const require = createRequire(path.join(root, 'package.json'));
  const packageFolder = path.dirname(require.resolve('@micropython/micropython-webassembly-pyscript/package.json'));
  const source = path.join(root, 'simulator', 'firmware');
  const key = hashInputs(root, packageFolder, source);
  const cache = path.join(root, ...CACHE);
  const cached = path.join(cache, `${key}.wasm`);
  const isFromCache = fs.existsSync(cached);
  if (!isFromCache) {
    fs.mkdirSync(cache, { recursive: true });
    await relink({ root, source, packageFolder, outFile: cached, scratch: path.join(cache, `${key}.${process.pid}`) });
    dropOldResults(cache);
  }
  fs.copyFileSync(cached, outFile);
  return { isFromCache };
}

async function relink({ root, source, packageFolder, outFile, scratch }) {
  const program = `${scratch}.mjs`; // lies below node_modules, so that it finds binaryen from there
  const result = `${scratch}.wasm`;
  try {
    await esbuild.build({
      absWorkingDir: root,
      entryPoints: [path.join(source, 'build.ts')],
      outfile: program,
      bundle: true,
      platform: 'node',
      format: 'esm', // binaryen waits at its top level, which CommonJS cannot
      target: 'node20',
      external: ['binaryen'],
      logLevel: 'warning',
    });
    const { buildFirmware } = await import(pathToFileURL(program).href);
    await buildFirmware({ packageFolder, outFile: result });
    fs.renameSync(result, outFile); // whole or not at all, also when two builds run at once
  } finally {
    fs.rmSync(program, { force: true });
    fs.rmSync(result, { force: true });
  }
}

function hashInputs(root, packageFolder, source) {
  const hash = crypto.createHash('sha256');
  const sources = fs.readdirSync(source, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const manifest = JSON.parse(fs.readFileSync(path.join(root, 'node_modules', 'binaryen', 'package.json'), 'utf8'));
  hash.update(`binaryen ${manifest.version}\n`);
  for (const name of sources.sort()) hash.update(`${name}\n`).update(fs.readFileSync(path.join(source, name)));
  // How many native functions there are is what the firmware shares with the worker.
  hash.update(fs.readFileSync(path.join(root, 'simulator', 'src', 'nativeFunctions.ts')));
  for (const name of fs.readdirSync(packageFolder).sort())
    if (name.endsWith('.wasm')) hash.update(`${name}\n`).update(fs.readFileSync(path.join(packageFolder, name)));
  return hash.digest('hex').slice(0, 20);
}

/** Keeps the newest few, so that switching between branches stays quick and the folder does not grow for ever. */
function dropOldResults(cache) {
  const results = fs
    .readdirSync(cache)
    .filter((name) => name.endsWith('.wasm'))
    .map((name) => ({ file: path.join(cache, name), time: fs.statSync(path.join(cache, name)).mtimeMs }))
    .sort((a, b) => b.time - a.time);
  for (const { file } of results.slice(KEPT_RESULTS)) fs.rmSync(file, { force: true });
}
