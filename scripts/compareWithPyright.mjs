// Asks our engine and Pyright at every attribute of real scripts whether they know it, with the same stubs, and lists where they differ.
// Usage: node scripts/compareWithPyright.mjs FOLDER [--list pyright|ours|neither] [--limit N]
import { build } from 'esbuild';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { packStubs } from './bundles.mjs';
import { layStubs, openPyright } from './pyright.mjs';

const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values, positionals } = parseArgs({
  options: { list: { type: 'string', default: 'pyright' }, limit: { type: 'string', default: '1000' } },
  allowPositionals: true,
});
if (positionals.length !== 1) {
  console.error('Usage: node scripts/compareWithPyright.mjs FOLDER [--list pyright|ours|neither] [--limit N]');
  process.exit(2);
}
const folder = fs.realpathSync(positionals[0]);
const { attributeSites, engineOnDisk } = await loadEngine();
const stubs = packStubs();
const library = { read: (name) => stubs[name], names: () => Object.keys(stubs) };
/** An engine for each folder in the first level: the scripts of two projects know nothing of each other. */
const engines = new Map();
const laid = layStubs();
const pyright = await openPyright(laid.typeshed, folder);
const scripts = fs.readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.py'));
const sites = { both: [], pyright: [], ours: [], neither: [] };
let ourMs = 0;
try {
  for (const script of scripts) {
    const uri = pathToFileURL(path.join(folder, script)).href;
    const text = fs.readFileSync(path.join(folder, script), 'utf8');
    const startedAt = performance.now();
    const engine = engineFor(script.split(path.sep)[0]);
    const found = attributeSites(engine, engine.program.setOpen(uri, text));
    engine.program.setClosed(uri);
    ourMs += performance.now() - startedAt;
    const known = await pyright.knows(uri, text, found);
    found.forEach((site, index) => {
      const who = site.isKnown ? (known[index] ? 'both' : 'ours') : known[index] ? 'pyright' : 'neither';
      sites[who].push({ script, ...site });
    });
  }
} finally {
  pyright.dispose();
  laid.dispose();
}

const wanted = sites[values.list] ?? [];
for (const { script, line, text, valueType } of wanted.slice(0, Number(values.limit)))
  console.log(`${script}:${line + 1}: ${text.replaceAll(/\s+/g, ' ')}   [${valueType}]`);
const total = Object.values(sites).reduce((sum, list) => sum + list.length, 0);
const share = (count) => `${count} (${((100 * count) / total).toFixed(1)} %)`;
console.log(`\n${scripts.length} scripts, ${total} attributes; our engine took ${(ourMs / 1000).toFixed(1)} s`);
console.log(`we know ${share(sites.both.length + sites.ours.length)}, Pyright knows ${share(sites.both.length + sites.pyright.length)}`);
console.log(`both ${share(sites.both.length)}, only Pyright ${share(sites.pyright.length)}, only we ${share(sites.ours.length)}`);
console.log(`neither ${share(sites.neither.length)}`);

function engineFor(project) {
  const engine = engines.get(project) ?? engineOnDisk(library, folder);
  engines.set(project, engine);
  return engine;
}

async function loadEngine() {
  const outfile = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'engine-')), 'engine.mjs');
  const entry = path.join(ROOT, 'test', 'support', 'engineOnDisk.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', format: 'esm', outfile, logLevel: 'warning' });
  return import(pathToFileURL(outfile).href);
}
