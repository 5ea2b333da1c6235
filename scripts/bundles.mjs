// What the build makes, as data: the bundles of dist/ and from which file each comes, the VM and the board's modules. build.mjs makes them, checkVsix.mjs demands
// them in the package, checkNotices.mjs asks which foreign code is inside.

import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The relinked VM beside the bundles; firmware.mjs makes it. */
export const FIRMWARE = 'micropython-esp32.wasm';

/** The board's modules written in Python: copied as they are, because the VM reads those that a script imports. */
export const MODULES = { out: 'modules', source: path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../simulator/modules') };

/** What the language server knows of MicroPython: the text of every stub in one file, by module name. `_engine` is a folder for the server alone. */
export const STUBS = { out: 'stubs.json', source: path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../stubs') };

/** @returns {Record<string, string>} the content of STUBS.out */
export function packStubs() {
  const files = fs.readdirSync(STUBS.source, { recursive: true }).filter((name) => name.endsWith('.pyi'));
  return Object.fromEntries(files.sort().map((file) => [stubModule(file), fs.readFileSync(path.join(STUBS.source, file), 'utf8')]));
}

/** `umqtt/simple.pyi` is `umqtt.simple`, `asyncio/__init__.pyi` is `asyncio`. */
function stubModule(file) {
  const parts = file.replace(/\.pyi$/, '').split(path.sep);
  return parts.filter((part, index) => part !== '__init__' && !(index === 0 && part === '_engine')).join('.');
}

/** Their files, as they are named in dist/. */
export function moduleFiles() {
  const files = fs.readdirSync(MODULES.source, { recursive: true }).filter((name) => name.endsWith('.py'));
  return files.map((name) => `${MODULES.out}/${name.split(path.sep).join('/')}`);
}

/**
 * The serial library's native parts, for each platform that the extension runs on: as they are, in the folder in which the library looks
 * for them from inside its bundle in dist/.
 */
export const PREBUILDS = {
  out: 'prebuilds',
  source: path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../node_modules/@serialport/bindings-cpp/prebuilds'),
};

/** Their files, as they are named in the package. */
export function prebuildFiles() {
  const files = fs
    .readdirSync(PREBUILDS.source, { recursive: true })
    .filter((name) => name.endsWith('.node') && !name.startsWith('android'));
  return files.map((name) => `${PREBUILDS.out}/${name.split(path.sep).join('/')}`);
}

const node = { platform: 'node', format: 'cjs', target: 'node20' };

/**
 * What the extension and the command line load only when it is needed, by the text of the import that asks for it. A `require` takes the
 * place of the import, because that is what every extension host's loader knows.
 */
export const ON_DEMAND = [
  { filter: /\/simulator\/src(\/index)?$/, bundle: './simulatedBoard.js' },
  { filter: /\/board\/src(\/index)?$/, bundle: './serialBoard.js' },
  { filter: /\/traffic\/src(\/index)?$/, bundle: './traffic.js' },
  { filter: /\/languageFeatures$/, bundle: './languageFeatures.js' },
];

const onDemand = {
  supported: { 'dynamic-import': false },
  plugins: [
    {
      name: 'parts on demand',
      setup: (build) => {
        for (const { filter, bundle } of ON_DEMAND)
          build.onResolve({ filter }, ({ kind }) => (kind === 'dynamic-import' ? { path: bundle, external: true } : undefined));
      },
    },
  ],
};

const extension = { ...node, ...onDemand, external: ['vscode'] };

/** @type {ReadonlyArray<{ out: string, entry: string, isExecutable?: boolean, options: import('esbuild').BuildOptions }>} */
export const BUNDLES = [
  { out: 'extension.js', entry: 'client/src/extension.ts', options: extension },
  { out: 'languageFeatures.js', entry: 'client/src/language/languageFeatures.ts', options: { ...node, external: ['vscode'] } },
  { out: 'simulatedBoard.js', entry: 'simulator/src/index.ts', options: node },
  { out: 'serialBoard.js', entry: 'board/src/index.ts', options: node },
  { out: 'traffic.js', entry: 'traffic/src/index.ts', options: node },
  { out: 'trafficWorker.js', entry: 'traffic/src/worker/main.ts', options: node },
  { out: 'simulator.js', entry: 'simulator/src/host/main.ts', options: node },
  { out: 'vmWorker.js', entry: 'simulator/src/vm/worker.ts', options: node },
  { out: 'server.js', entry: 'server/src/main.ts', options: node },
  { out: 'syntaxWorker.js', entry: 'simulator/src/syntaxCheck/worker.ts', options: node },
  { out: 'cli.js', entry: 'cli/src/main.ts', isExecutable: true, options: { ...node, ...onDemand, banner: { js: '#!/usr/bin/env node' } } },
  { out: 'testServer.js', entry: 'examples/server/testServer.ts', options: node },
  { out: 'panel.js', entry: 'panel/src/main.ts', options: { platform: 'browser', format: 'iife', target: 'es2022' } },
  { out: 'board.js', entry: 'panel/src/board/main.ts', options: { platform: 'browser', format: 'iife', target: 'es2022' } },
  { out: 'board.css', entry: 'panel/src/board/board.css', options: { platform: 'browser', target: 'es2022' } },
  { out: 'panel.css', entry: 'panel/src/panel.css', options: { platform: 'browser', target: 'es2022' } },
];
