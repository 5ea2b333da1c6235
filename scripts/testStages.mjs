// The stages of `npm test`, in the order in which they run: what is cheap and tells most comes first. A stage resolves with counts of
// tests; a check that is no test framework counts as one test. Nothing is skipped: what cannot run fails, and says why.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { buildSuite } from '../test/support/vscode/buildSuite.mjs';
import { ensureChromium } from '../test/support/vscode/chromium.mjs';
import { installVscode, VERSIONS } from '../test/support/vscode/installVscode.mjs';
import { killGroup, killGroupAtExit } from '../test/support/vscode/processGroup.mjs';
import { chooseSuiteHosts } from '../test/support/vscode/suiteHosts.mjs';
import { readResults } from '../test/support/vscode/suiteResults.mjs';
import { build, ROOT } from './build.mjs';
import { checkImports } from './checkImports.mjs';
import { checkNotices } from './checkNotices.mjs';
import { makePackage } from './package.mjs';

/**
 * `failures` names the tests that failed, where a stage knows them.
 * @typedef {{ passed: number, failed: number, problem?: string, failures?: ReadonlyArray<{ file?: string, title: string, error?: string }> }} Counts
 */

export const ARTIFACTS = path.join(ROOT, '.test-artifacts');
const CHECK_LIMIT_MS = 600_000;
const VITEST_LIMIT_MS = 1_500_000;
const MAX_FILES_RUN_AGAIN = 5;
const UI_LIMIT_MS = 600_000;
const ONE_PASSED = { passed: 1, failed: 0 };

/** @returns {Promise<ReadonlyArray<{ name: string, run: () => Promise<Counts> }>>} */
export async function listStages() {
  const hosts = await chooseSuiteHosts();
  return [
    { name: 'build', run: () => build().then(() => ONE_PASSED) },
    { name: 'imports', run: () => judge(checkImports(ROOT)) },
    { name: 'notices', run: async () => judge(await checkNotices()) },
    { name: 'types, eslint, prettier', run: runChecks },
    { name: 'unit, conformance, integration', run: runVitest },
    { name: 'prepare VS Code and Chromium', run: prepareVscode },
    ...hosts.map(({ title, run }) => ({ name: `suite in ${title}`, run: () => twice(() => runSuite(run)) })),
    { name: 'package', run: () => makePackage().then(() => ONE_PASSED) },
    ...Object.keys(VERSIONS).map((version) => ({
      name: `UI of the package in VS Code ${VERSIONS[version].vscode}`,
      run: () => twice(() => runUi(version)),
    })),
  ];
}

function judge({ problems }) {
  for (const problem of problems) console.error(problem);
  return problems.length === 0 ? ONE_PASSED : { passed: 0, failed: 1, problem: `${problems.length} problems` };
}

/** Side by side, because each of them keeps one core busy; what one says is shown whole. */
async function runChecks() {
  const checks = [
    ['typescript/bin/tsc', '--build'],
    ['eslint/bin/eslint.js', '--max-warnings', '0', '.'],
    ['prettier/bin/prettier.cjs', '--check', '.'],
  ];
  const ends = await Promise.all(
    checks.map(async ([program, ...args]) => {
      let said = '';
      const onOutput = (text) => (said += text);
      const end = await runNode([path.join('node_modules', ...program.split('/')), ...args], { limitMs: CHECK_LIMIT_MS, onOutput });
      console.log(`${path.parse(program).name}: ${said.trim() || 'nothing to say'}`);
      return { program, end };
    }),
  );
  const failures = ends.filter(({ end }) => end !== 0).map(({ program, end }) => ({ title: program, error: `ended with ${end}` }));
  return { passed: checks.length - failures.length, failed: failures.length, failures };
}

function runVitest() {
  return twice(
    () => vitest([]),
    async (first) => {
      const files = [...new Set(first.failures?.map(({ file }) => file))];
      if (files.length === 0 || files.length > MAX_FILES_RUN_AGAIN) return first;
      const second = await vitest(['--maxWorkers=1', ...files]);
      return { ...second, passed: first.passed + first.failures.length };
    },
  );
}

/**
 * Many tests have limits of time, which a busy machine may miss without a fault of ours: what failed gets a second run. What passes only
 * then counts as passed and is named.
 * @param {() => Promise<Counts>} run
 * @param {(first: Counts) => Promise<Counts>} again runs what failed, and counts all; without it all runs again
 * @returns {Promise<Counts>}
 */
async function twice(run, again = run) {
  const first = await run();
  if (first.failed === 0) return first;
  const failed = [...(first.failures ?? []).map(({ title }) => title), ...(first.problem ? [first.problem] : [])].join('; ');
  console.log(`\nA second run, because of: ${failed}`);
  const second = await again(first);
  return second.failed > 0 ? first : { ...second, problem: `passed only in a second run: ${failed}` };
}

/** @returns {Promise<Counts>} */
async function vitest(options) {
  const report = path.join(ARTIFACTS, 'vitest.json');
  fs.rmSync(report, { force: true });
  const program = path.join('node_modules', 'vitest', 'vitest.mjs');
  const args = [program, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...options];
  const end = await runNode(args, { limitMs: VITEST_LIMIT_MS });
  if (!fs.existsSync(report)) return { passed: 0, failed: 1, problem: `no report was written (ended with ${end})` };
  const {
    numPassedTests: passed,
    numFailedTests,
    numPendingTests,
    numTodoTests,
    testResults,
  } = JSON.parse(fs.readFileSync(report, 'utf8'));
  const skipped = numPendingTests + numTodoTests;
  const failed = numFailedTests + skipped;
  const failures = failuresOf(testResults);
  // A file that does not load, or an error outside every test, fails the run without failing a test.
  if (end !== 0 && failed === 0) return { passed, failed: 1, failures, problem: `ended with ${end}` };
  return { passed, failed, failures, ...(skipped > 0 ? { problem: `${skipped} skipped` } : {}) };
}

/** Of vitest's report; a file that did not load has a message and no tests. */
function failuresOf(files) {
  return files.flatMap(({ name, message, assertionResults }) => {
    const file = path.relative(ROOT, name);
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    if (assertionResults.length === 0) return [{ file, title: file, error: message }];
    return failed.map(({ fullName, failureMessages }) => ({ file, title: `${file}: ${fullName}`, error: failureMessages.join('\n') }));
  });
}

/** Counts only when it fails: it is no test, but without it there are none. */
async function prepareVscode() {
  console.log(`Chromium: ${ensureChromium()}`);
  for (const which of Object.keys(VERSIONS)) {
    const { version, root } = installVscode(which);
    console.log(`VS Code ${version}: ${root}`);
  }
  return { passed: 0, failed: 0 };
}

async function runSuite(run) {
  const testsPath = await buildSuite(ROOT);
  const otherExtension = path.join(ROOT, 'test', 'fixtures', 'otherServer');
  return run({ extensionPath: ROOT, testsPath, fixture: path.join(ROOT, 'examples'), otherExtension });
}

async function runUi(version) {
  const { name, version: ownVersion } = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const results = path.join(ARTIFACTS, `ui-${version}.json`);
  fs.rmSync(results, { force: true });
  const env = { VSIX: path.join(ROOT, `${name}-${ownVersion}.vsix`), MPS_VSCODE_VERSION: version, MPS_TEST_RESULTS: results };
  const end = await runNode([path.join('test', 'e2e', 'ui', 'run.mjs')], { limitMs: UI_LIMIT_MS, env });
  return readResults(results, end);
}

/**
 * Runs a script of Node's with our output, or with `onOutput` for it; resolves with its exit code, or with the words for another end.
 */
async function runNode(args, { limitMs, env = {}, onOutput }) {
  const output = onOutput ? 'pipe' : 'inherit';
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', output, output],
    detached: true,
    env: { ...process.env, ...env },
  });
  if (onOutput) for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', onOutput);
  const release = killGroupAtExit(child);
  let limit;
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once(onOutput ? 'close' : 'exit', (code, signal) => resolve(code ?? signal));
      limit = setTimeout(() => resolve(`no end after ${limitMs / 1000} s`), limitMs);
    });
  } finally {
    clearTimeout(limit);
    await killGroup(child); // also what a test may have left behind
    release();
  }
}
