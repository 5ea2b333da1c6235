/**
 * The entry of the end-to-end suite: runs inside VS Code's extension host, which calls `run`, and hands every `*.test.js` beside it to
 * mocha. A runner that cannot see this process's output names a file for it in MPS_TEST_OUT; the results go to the file
 * MPS_TEST_RESULTS; MPS_TEST_GREP selects tests by title.
 */
import fs from 'node:fs';
import path from 'node:path';
import util from 'node:util';
import Mocha from 'mocha';

interface TestOutcome {
  readonly title: string;
  readonly state: 'pass' | 'fail' | 'pending';
  readonly ms: number | undefined;
  readonly error?: string;
}

export async function run(): Promise<void> {
  const { MPS_TEST_OUT: outFile, MPS_TEST_RESULTS: resultsFile, MPS_TEST_GREP: grep } = process.env;
  const print = (text: string): void => {
    if (outFile) fs.appendFileSync(outFile, `${text}\n`);
  };
  if (outFile) Mocha.reporters.Base.consoleLog = (...values: unknown[]) => print(util.format(...values));
  try {
    const { outcomes, stats } = await runMocha(grep);
    if (resultsFile) fs.writeFileSync(resultsFile, JSON.stringify({ tests: outcomes, stats }, null, 1));
    if (stats.failures > 0) throw new Error(`${stats.failures} test(s) failed`);
  } catch (error) {
    // A suite that does not load fails before mocha can print anything.
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}

async function runMocha(grep: string | undefined): Promise<{ outcomes: TestOutcome[]; stats: Mocha.Stats }> {
  const mocha = new Mocha({ ui: 'tdd', color: false, timeout: 90_000, forbidOnly: !grep, ...(grep ? { grep } : {}) });
  for (const name of fs.readdirSync(__dirname).sort()) if (name.endsWith('.test.js')) mocha.addFile(path.join(__dirname, name));

  const outcomes: TestOutcome[] = [];
  const add =
    (state: TestOutcome['state']) =>
    (test: Mocha.Test | Mocha.Hook, error?: Error): void => {
      outcomes.push({ title: test.fullTitle(), state, ms: test.duration, ...(error ? { error: error.stack ?? error.message } : {}) });
    };
  return new Promise((resolve) => {
    const runner = mocha.run(() => resolve({ outcomes, stats: runner.stats ?? noStats() }));
    runner.on('pass', add('pass')).on('fail', add('fail')).on('pending', add('pending'));
  });
}

/** Mocha declares the statistics as optional; without them nothing has passed. */
function noStats(): Mocha.Stats {
  return { suites: 0, tests: 0, passes: 0, pending: 0, failures: 1 };
}
