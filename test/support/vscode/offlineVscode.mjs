// Starts a real VS Code (see installVscode.mjs) on the loopback address and opens its workbench in headless Chromium, with a copy
// of a folder as the workspace. The mocha suite and the UI test both stand on it. Nothing it starts can reach the network, and
// closing it ends every process and removes every file it made. It knows nothing of this extension.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureChromium } from './chromium.mjs';
import { installVscode } from './installVscode.mjs';
import { killGroup, killGroupAtExit } from './processGroup.mjs';

const HOST = '127.0.0.1';
const START_LIMIT_MS = 60_000;

/** Silences everything that is not the extension's: chat, welcome page, git, gallery, updates. */
const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'workbench.localHistory.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
  'npm.autoDetect': 'off',
  'grunt.autoDetect': 'off',
  'gulp.autoDetect': 'off',
  'jake.autoDetect': 'off',
  'typescript.disableAutomaticTypeAcquisition': true,
  'files.simpleDialog.enable': true,
};

/**
 * @param {object} options
 * @param {string} options.fixture folder whose copy becomes the workspace; tests never dirty the checkout
 * @param {string} [options.install] a .vsix file, or an extension's folder, which is then linked into the extensions folder
 * @param {'now' | 'floor'} [options.version] which VS Code; MPS_VSCODE_VERSION or `now` if not given
 * @param {boolean} [options.isSuite] passes --enable-smoke-test-driver: a built workbench obeys extensionDevelopmentPath and
 *   extensionTestsPath in its address only with it. It also suppresses notifications and modal editors, so UI tests go without.
 * @param {boolean} [options.isWorkspaceTrustOn] leaves workspace trust on (it is off otherwise)
 * @param {Record<string, unknown>} [options.settings] user settings on top of the quiet ones
 * @param {Record<string, string>} [options.env] reaches the extension host
 * @returns the page, not yet opened: `await page.goto(url())` does that. `close()` ends everything.
 */
export async function startOfflineVscode({
  fixture,
  install,
  version = process.env.MPS_VSCODE_VERSION ?? 'now',
  isSuite = false,
  isWorkspaceTrustOn = false,
  settings = {},
  env = {},
  viewport = { width: 1280, height: 800 },
}) {
  const executablePath = ensureChromium();
  const installed = installVscode(version);
  const folders = prepareFolders(fixture, {
    ...SETTINGS,
    ...(isWorkspaceTrustOn ? { 'security.workspace.trust.enabled': true } : {}),
    ...settings,
  });
  let server;
  let browser;
  const close = async () => {
    // A browser that has crashed already cannot be closed; what matters is that it is gone.
    await Promise.all([browser?.close().catch(() => undefined), server && killGroup(server.process)]);
    server?.release();
    fs.rmSync(folders.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
  try {
    if (install) installExtension(installed, folders, install);
    server = await startServer(installed, folders, { isSuite, isWorkspaceTrustOn, env });
    browser = await launchBrowser(executablePath);
    const authority = `${HOST}:${server.port}`;
    const context = await browser.newContext({ viewport, locale: 'en-US' });
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: `http://${authority}` });
    const page = await context.newPage();
    return {
      page,
      context,
      server: server.process,
      /** The workspace: the copy of the fixture. */
      folder: folders.workspace,
      userData: folders.userData,
      vscodeVersion: installed.version,
      /** A file of this machine as the workbench names it. */
      uri: (file) => `vscode-remote://${authority}${file}`,
      url: (payload = []) =>
        `http://${authority}/?folder=${encodeURIComponent(folders.workspace)}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
      /** What the server printed so far. */
      log: () => server.output(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function prepareFolders(fixture, settings) {
  // A short name: the path of a Unix socket below it may have 107 bytes.
  const root = fs.mkdtempSync(path.join(os.tmpdir(), 'vsc-'));
  const folders = {
    root,
    userData: path.join(root, 'data'),
    extensions: path.join(root, 'ext'),
    workspace: path.join(root, 'ws'),
  };
  fs.mkdirSync(path.join(folders.userData, 'User'), { recursive: true });
  fs.mkdirSync(folders.extensions);
  fs.writeFileSync(path.join(folders.userData, 'User', 'settings.json'), JSON.stringify(settings, null, 1));
  fs.cpSync(fixture, folders.workspace, { recursive: true });
  return folders;
}

function installExtension(installed, folders, install) {
  if (!install.endsWith('.vsix')) {
    const manifest = JSON.parse(fs.readFileSync(path.join(install, 'package.json'), 'utf8'));
    const link = path.join(folders.extensions, `${manifest.publisher}.${manifest.name}-${manifest.version}`);
    fs.symlinkSync(install, link, 'junction');
    return;
  }
  const args = [...serverArguments(installed, folders), '--install-extension', path.resolve(install)];
  const result = spawnSync(installed.node, args, { env: cleanEnvironment(folders), encoding: 'utf8' });
  if (result.status !== 0 || !/successfully installed/.test(result.stdout))
    throw new Error(`VS Code did not install ${install}:\n${result.stdout}${result.stderr}`);
}

function serverArguments(installed, folders) {
  return [
    path.join(installed.root, 'out', 'server-main.js'),
    '--accept-server-license-terms',
    ...['--user-data-dir', folders.userData],
    ...['--extensions-dir', folders.extensions],
  ];
}

/** Without what a surrounding VS Code sets, without a gallery, and with the server's own sockets in our folder. */
function cleanEnvironment(folders) {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(VSCODE_|ELECTRON_|CODE_SERVER_)/.test(name));
  return { ...Object.fromEntries(inherited), EXTENSIONS_GALLERY: '{"serviceUrl":""}', TMPDIR: folders.root, XDG_RUNTIME_DIR: folders.root };
}

async function startServer(installed, folders, { isSuite, isWorkspaceTrustOn, env }) {
  const args = [
    ...serverArguments(installed, folders),
    ...['--host', HOST, '--port', '0', '--without-connection-token'],
    ...['--telemetry-level', 'off', '--disable-experiments'],
    ...(isWorkspaceTrustOn ? [] : ['--disable-workspace-trust']),
    ...(isSuite ? ['--enable-smoke-test-driver'] : []),
  ];
  const child = spawn(installed.node, args, {
    cwd: folders.root,
    detached: true, // leader of its own process group, so that the extension hosts below it can be ended with it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...cleanEnvironment(folders), ...env },
  });
  const release = killGroupAtExit(child);
  let output = '';
  let limit;
  try {
    const port = await new Promise((resolve, reject) => {
      const onOutput = (chunk) => {
        output += chunk;
        const match = /Extension host agent listening on (\d+)/.exec(output);
        if (match) resolve(Number(match[1]));
      };
      child.stdout.on('data', onOutput);
      child.stderr.on('data', onOutput);
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`The VS Code server left with ${code ?? signal}:\n${output}`)));
      limit = setTimeout(
        () => reject(new Error(`The VS Code server did not start in ${START_LIMIT_MS / 1000} s:\n${output}`)),
        START_LIMIT_MS,
      );
    });
    return { process: child, port, output: () => output, release };
  } catch (error) {
    await killGroup(child);
    release();
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

function launchBrowser(executablePath) {
  return chromium.launch({
    executablePath,
    headless: true,
    args: [
      ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
      `--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE ${HOST}`,
    ],
  });
}
