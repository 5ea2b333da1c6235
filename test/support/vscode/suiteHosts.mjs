// Decides in which VS Codes the mocha suite runs: a desktop VS Code where one is installed or can be downloaded, else the one from
// npm in Chromium, at both ends of the range of versions that the extension supports.
// MPS_VSCODE_HOST = auto (default) | electron | offline; with `offline` nothing asks the network whether a download is possible.
import fs from 'node:fs';
import path from 'node:path';
import { runElectronSuite } from './electronSuite.mjs';
import { VERSIONS } from './installVscode.mjs';
import { runOfflineSuite } from './offlineSuite.mjs';

const INSTALLED = [
  '/usr/share/code/code',
  '/usr/share/codium/codium',
  '/opt/visual-studio-code/code',
  '/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
];

/**
 * @returns {Promise<ReadonlyArray<{ title: string, run: (options: object) => Promise<{ passed: number, failed: number, problem?: string }> }>>}
 */
export async function chooseSuiteHosts() {
  const wanted = process.env.MPS_VSCODE_HOST ?? 'auto';
  if (!['auto', 'electron', 'offline'].includes(wanted))
    throw new Error(`MPS_VSCODE_HOST is ${wanted}; it may be auto, electron or offline.`);
  if (wanted === 'offline') return offlineHosts();

  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY !== undefined || isOnPath('xvfb-run');
  const executable = findDesktopVscode();
  if (hasDisplay && executable) return [{ title: executable, run: (options) => runElectronSuite({ ...options, executable }) }];
  if (hasDisplay && (await canDownload())) return downloadedHosts();
  if (wanted === 'electron')
    throw new Error('MPS_VSCODE_HOST is electron, but there is no display, or no desktop VS Code here and none can be downloaded.');
  return offlineHosts();
}

function offlineHosts() {
  return Object.entries(VERSIONS).map(([version, { vscode }]) => ({
    title: `VS Code ${vscode} in Chromium`,
    run: (options) => runOfflineSuite({ ...options, version }),
  }));
}

function downloadedHosts() {
  return ['stable', VERSIONS.floor.vscode].map((version) => ({
    title: `desktop VS Code ${version}`,
    run: (options) => runElectronSuite({ ...options, version }),
  }));
}

/** A desktop VS Code that is here already: named by the user, or installed. One downloaded earlier is found by test-electron itself. */
function findDesktopVscode() {
  if (process.env.VSCODE_EXECUTABLE_PATH) return process.env.VSCODE_EXECUTABLE_PATH;
  return INSTALLED.find((file) => fs.existsSync(file));
}

async function canDownload() {
  try {
    const answer = await fetch('https://update.code.visualstudio.com/api/releases/stable', { signal: AbortSignal.timeout(5000) });
    return answer.ok;
  } catch {
    return false; // no network, a closed proxy, a time-out: all mean the same here
  }
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => fs.existsSync(path.join(folder, name)));
}
