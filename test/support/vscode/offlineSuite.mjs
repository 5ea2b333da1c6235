// Runs the mocha suite inside the Node extension host of the VS Code that offlineVscode.mjs starts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { keepArtifacts } from './artifacts.mjs';
import { startOfflineVscode } from './offlineVscode.mjs';
import { readResults } from './suiteResults.mjs';

const LIMIT_MS = 600_000;

/** @returns {Promise<{ passed: number, failed: number, problem?: string }>} */
export async function runOfflineSuite({ extensionPath, testsPath, fixture, otherExtension, version }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vsc-results-'));
  const outFile = path.join(folder, 'out.txt');
  const resultsFile = path.join(folder, 'results.json');
  const env = { MPS_TEST_OUT: outFile, MPS_TEST_RESULTS: resultsFile };
  const output = new FollowedFile(outFile);
  try {
    const vscode = await startOfflineVscode({ fixture, install: otherExtension, version, isSuite: true, env });
    const consoleLines = [];
    try {
      output.start();
      const end = await runInWorkbench(vscode, { extensionPath, testsPath, consoleLines });
      output.stop();
      const result = readResults(resultsFile, end);
      if (result.failed > 0) {
        if (result.problem)
          console.log(
            consoleLines
              .filter((line) => line.startsWith('[error]'))
              .slice(-10)
              .join('\n'),
          );
        await keepArtifacts(vscode, `suite-${vscode.vscodeVersion}`, consoleLines);
      }
      return result;
    } finally {
      output.stop();
      await vscode.close();
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Resolves with 0 when the suite ended well, else with its status or with what went wrong. */
async function runInWorkbench(vscode, { extensionPath, testsPath, consoleLines }) {
  const { page, server } = vscode;
  let limit;
  try {
    const ended = new Promise((resolve) => {
      // In extension-test mode the workbench calls these two functions of its window.
      void page.exposeFunction('codeAutomationLog', (type, values) => consoleLines.push(`[${type}] ${values.join(' ')}`));
      void page.exposeFunction('codeAutomationExit', resolve);
      page.on('crash', () => resolve('a crash of the page'));
      server.once('exit', (code, signal) => resolve(`the end of the server (${code ?? signal})`));
      limit = setTimeout(() => resolve(`no end after ${LIMIT_MS / 1000} s`), LIMIT_MS);
    });
    const payload = [
      ['extensionDevelopmentPath', vscode.uri(extensionPath)],
      ['extensionTestsPath', vscode.uri(testsPath)],
    ];
    await page.goto(vscode.url(payload), { waitUntil: 'commit' });
    return await ended;
  } finally {
    clearTimeout(limit);
  }
}

/** Prints what is appended to a file as it comes; the suite has no standard output of its own that we could see. */
class FollowedFile {
  #file;
  #offset = 0;
  #timer;

  constructor(file) {
    this.#file = file;
  }

  start() {
    this.#timer = setInterval(() => this.#print(), 200);
  }

  stop() {
    clearInterval(this.#timer);
    this.#print();
  }

  #print() {
    if (!fs.existsSync(this.#file)) return;
    const bytes = fs.readFileSync(this.#file);
    process.stdout.write(bytes.subarray(this.#offset));
    this.#offset = bytes.length;
  }
}
