// Installs a real VS Code for the end-to-end tests: the workbench and the server inside npm's `code-server`, the right Node for
// it, and nothing else. It downloads from the npm registry only, runs no install scripts and needs no compiler. The result is
// kept in a cache folder; a second call only looks for the marker file. What is installed is checked against pinned hashes.
// Usage: node test/support/vscode/installVscode.mjs   (prints what was installed as JSON)
import { spawnSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { SPDLOG, WATCHDOG } from './nativeStandIns.mjs';

/** `now` is the newest VS Code that can be installed this way; `floor` is the oldest that `engines.vscode` in package.json allows. */
export const VERSIONS = {
  now: {
    vscode: '1.139.1',
    codeServer: '4.139.1',
    integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
    node: '24.21.0', // its server imports module.registerHooks, which Node 20 lacks
    replace: {},
  },
  floor: {
    vscode: '1.100.3',
    codeServer: '4.100.3',
    integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
    node: '20.20.2',
    // Its own pins download from GitHub or compile at install; these newer ones carry their binaries.
    replace: { '@vscode/ripgrep': '1.18.0', 'node-pty': '1.2.0-beta.15' },
  },
};

/** Part of the folder's name: raise it when anything below changes what is installed. */
const RECIPE = 6;

/** Agents, native helpers of other systems, telemetry ids, Kerberos proxies: the server starts without them. */
const DROPPED_PACKAGES = [
  '@devcontainers/cli',
  '@github/copilot-sdk',
  '@microsoft/mxc-sdk',
  '@vscode/copilot-api',
  '@vscode/deviceid',
  '@vscode/fs-copyfile',
  '@vscode/native-watchdog',
  'native-watchdog',
  '@vscode/sandbox-runtime',
  '@vscode/spdlog',
  '@vscode/sqlite3',
  '@vscode/windows-process-tree',
  '@vscode/windows-registry',
  'kerberos',
  'ssh2',
];

const DROPPED_EXTENSIONS = [
  'copilot',
  'mermaid-markdown-features',
  'microsoft-authentication',
  'github-authentication',
  'github',
  'tunnel-forwarding',
  'debug-auto-launch',
  'ms-vscode.js-debug',
  'ms-vscode.js-debug-companion',
  'ms-vscode.vscode-js-profile-table',
];

const PLATFORM = `${process.platform}-${process.arch}`;

/**
 * Installs `which` unless the cache has it.
 * @param {'now' | 'floor'} which
 * @returns {{ root: string, node: string, version: string }} the folder with `out/server-main.js`, the Node to run it, VS Code's version
 */
export function installVscode(which, cache = process.env.MPS_VSCODE_CACHE ?? path.join(os.homedir(), '.cache', 'vscode-offline')) {
  const version = VERSIONS[which];
  if (!version) throw new Error(`There is no VS Code "${which}"; known: ${Object.keys(VERSIONS).join(', ')}.`);
  const target = path.join(cache, `code-server-${version.codeServer}-${PLATFORM}-r${RECIPE}`);
  const hasOwnNode = process.versions.node.split('.')[0] !== version.node.split('.')[0];
  const node = hasOwnNode ? path.join(target, 'node', 'node_modules', `node-${PLATFORM}`, 'bin', 'node') : process.execPath;
  const result = { root: path.join(target, 'vscode'), node, version: version.vscode };
  const marker = path.join(target, 'ok');
  if (fs.existsSync(marker) && fs.existsSync(node)) return result;

  fs.mkdirSync(cache, { recursive: true });
  const staging = fs.mkdtempSync(path.join(cache, 'tmp-'));
  try {
    installServer(staging, version);
    if (hasOwnNode) installNode(staging, version.node);
    fs.writeFileSync(path.join(staging, 'ok'), new Date().toISOString());
    fs.chmodSync(staging, 0o755);
    // The rename makes it appear whole or not at all; another process may have been faster.
    if (!fs.existsSync(marker) || !fs.existsSync(node)) {
      fs.rmSync(target, { recursive: true, force: true });
      fs.renameSync(staging, target);
    }
  } finally {
    fs.rmSync(staging, { recursive: true, force: true });
  }
  return result;
}

function installServer(staging, { codeServer, integrity, replace }) {
  const packed = npm(['pack', `code-server@${codeServer}`, '--loglevel=error'], staging);
  const tarball = path.join(staging, packed.trim().split('\n').pop());
  const hash = 'sha512-' + crypto.createHash('sha512').update(fs.readFileSync(tarball)).digest('base64');
  if (hash !== integrity) throw new Error(`${path.basename(tarball)} has the hash ${hash} instead of ${integrity}.`);

  const root = path.join(staging, 'vscode');
  fs.mkdirSync(root);
  const excluded = DROPPED_EXTENSIONS.map((name) => `--exclude=package/lib/vscode/extensions/${name}`);
  run('tar', ['xzf', tarball, '-C', root, '--strip-components=3', ...excluded, 'package/lib/vscode'], staging);
  fs.rmSync(tarball);

  // The rest comes through code-server's own shrinkwrap, which holds a hash for every package.
  const manifestFile = path.join(root, 'package.json');
  const manifest = JSON.parse(fs.readFileSync(manifestFile, 'utf8'));
  for (const name of DROPPED_PACKAGES) delete manifest.dependencies[name];
  Object.assign(manifest.dependencies, replace);
  delete manifest.overrides?.['kerberos@2.1.1'];
  delete manifest.overrides?.koffi;
  fs.writeFileSync(manifestFile, JSON.stringify(manifest, null, 2));
  npm(['install', '--omit=dev', ...INSTALL_FLAGS], root);

  writeStandIn(root, '@vscode/spdlog', SPDLOG);
  writeStandIn(root, '@vscode/native-watchdog', WATCHDOG); // the name in 1.139
  writeStandIn(root, 'native-watchdog', WATCHDOG); // the name in 1.100
  for (const folder of ['@vscode/ripgrep-universal/bin', 'node-pty/prebuilds']) keepOnlyPlatform(path.join(root, 'node_modules', folder));
}

/** The package holds the binary itself, unlike `node`, which fetches it with an install script. */
function installNode(staging, version) {
  const folder = path.join(staging, 'node');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), '{"private":true}');
  npm(['install', `node-${PLATFORM}@${version}`, ...INSTALL_FLAGS], folder);
  for (const unused of ['include', 'share'])
    fs.rmSync(path.join(folder, 'node_modules', `node-${PLATFORM}`, unused), { recursive: true, force: true });
}

function writeStandIn(root, name, code) {
  const folder = path.join(root, 'node_modules', name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ name, version: '0.0.0-stand-in', main: 'index.js' }));
  fs.writeFileSync(path.join(folder, 'index.js'), code);
}

function keepOnlyPlatform(folder) {
  if (!fs.existsSync(folder)) return;
  for (const entry of fs.readdirSync(folder)) if (entry !== PLATFORM) fs.rmSync(path.join(folder, entry), { recursive: true, force: true });
}

const INSTALL_FLAGS = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];

function npm(args, cwd) {
  return run('npm', args, cwd);
}

function run(command, args, cwd) {
  const result = spawnSync(command, args, {
    cwd,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed with ${result.status ?? result.error}\n${result.stdout ?? ''}`);
  return result.stdout;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  for (const which of Object.keys(VERSIONS)) {
    const startedAt = performance.now();
    const installed = installVscode(which);
    console.log(JSON.stringify({ which, ...installed, seconds: Number(((performance.now() - startedAt) / 1000).toFixed(1)) }));
  }
}
