// Runs the mocha suite in a desktop VS Code through @vscode/test-electron: one that is installed already, or one that is downloaded.
import { runTests } from '@vscode/test-electron';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { readResults } from './suiteResults.mjs';

/**
 * @param {{ extensionPath: string, testsPath: string, fixture: string, otherExtension: string, executable?: string, version?: string }} options
 *   without an executable `version` is downloaded
 * @returns {Promise<{ passed: number, failed: number, problem?: string }>}
 */
export async function runElectronSuite(options) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vse-')); // short: VS Code's Unix socket lies below it
  const resultsFile = path.join(folder, 'results.json');
  const workspace = path.join(folder, 'ws');
  fs.cpSync(options.fixture, workspace, { recursive: true });
  try {
    const request = { ...options, folder, workspace, resultsFile };
    const end = needsDisplay() ? runBelowXvfb(request) : await runInElectron(request);
    return readResults(resultsFile, end);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function needsDisplay() {
  return process.platform === 'linux' && !process.env.DISPLAY;
}

/** test-electron starts VS Code with our own environment, so this file runs once more below a virtual display. */
function runBelowXvfb(request) {
  const args = ['-a', process.execPath, fileURLToPath(import.meta.url), JSON.stringify(request)];
  const result = spawnSync('xvfb-run', args, { stdio: 'inherit' });
  return result.status ?? String(result.error ?? result.signal);
}

async function runInElectron({ extensionPath, testsPath, otherExtension, executable, version, folder, workspace, resultsFile }) {
  try {
    return await runTests({
      ...(executable ? { vscodeExecutablePath: executable } : { version }),
      extensionDevelopmentPath: [extensionPath, otherExtension],
      extensionTestsPath: testsPath,
      extensionTestsEnv: { MPS_TEST_RESULTS: resultsFile },
      launchArgs: [
        workspace,
        ...['--user-data-dir', path.join(folder, 'u'), '--extensions-dir', path.join(folder, 'e')],
        ...['--disable-workspace-trust', '--disable-telemetry', '--skip-welcome', '--skip-release-notes'],
        ...['--no-sandbox', '--disable-gpu'],
      ],
    });
  } catch (error) {
    return error.message;
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const end = await runInElectron(JSON.parse(process.argv[2]));
  if (end !== 0) console.error(end);
  process.exitCode = end === 0 ? 0 : 1;
}
