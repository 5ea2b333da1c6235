// Runs a UI test as a list of named steps and counts them as tests: prints each with its time, stops at the first that fails
// (the later ones stand on it and are reported as failed too), keeps a screenshot and the logs, and writes the results to the file
// named in MPS_TEST_RESULTS in the same form as the mocha suite.
import fs from 'node:fs';
import path from 'node:path';
import { keepArtifacts } from './artifacts.mjs';

/**
 * @param {Awaited<ReturnType<import('./offlineVscode.mjs').startOfflineVscode>>} vscode
 * @param {ReadonlyArray<readonly [title: string, run: () => Promise<void>]>} steps
 * @returns {Promise<boolean>} whether all passed
 */
export async function runUiSteps(vscode, steps) {
  const consoleLines = [];
  vscode.page.on('console', (message) => consoleLines.push(`[${message.type()}] ${message.text()}`));
  const tests = [];
  for (const [title, run] of steps) {
    const failedBefore = tests.find((test) => test.state === 'fail');
    if (failedBefore) {
      tests.push({ title, state: 'fail', ms: 0, error: `not reached: "${failedBefore.title}" failed` });
      continue;
    }
    const startedAt = performance.now();
    try {
      await run();
      tests.push({ title, state: 'pass', ms: since(startedAt) });
    } catch (error) {
      tests.push({ title, state: 'fail', ms: since(startedAt), error: error.stack ?? String(error) });
      console.error(error);
      await keepArtifacts(vscode, `ui-${vscode.vscodeVersion}`, consoleLines);
    }
    const { state, ms } = tests.at(-1);
    console.log(`  ${state === 'pass' ? '✔' : '✘'} ${title} (${ms} ms)`);
  }
  const failures = tests.filter((test) => test.state === 'fail').length;
  writeResults({ tests, stats: { passes: tests.length - failures, failures, pending: 0 } });
  return failures === 0;
}

function writeResults(results) {
  const file = process.env.MPS_TEST_RESULTS;
  if (!file) return;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, JSON.stringify(results, null, 1));
}

function since(startedAt) {
  return Math.round(performance.now() - startedAt);
}
