// Reads what a test run inside VS Code left behind. The exit status alone is not trusted: VS Code says 0 when its extension host
// was killed in the middle of a test. Passed means: it ended well, and a result file names passed tests and no failed one.
import fs from 'node:fs';

/**
 * @param {string} file where the suite wrote its results
 * @param {unknown} end how the run ended; 0 is well
 * @returns {{ passed: number, failed: number, problem?: string, failures?: ReadonlyArray<{ title: string, error?: string }> }} a run that ended
 * badly counts at least one failure
 */
export function readResults(file, end) {
  const results = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  const passed = results?.stats?.passes ?? 0;
  // A skipped test would be a silent one; nothing here skips.
  const pending = results?.stats?.pending ?? 0;
  const failed = (results?.stats?.failures ?? 0) + pending;
  const failures = (results?.tests ?? []).filter(({ state }) => state === 'fail').map(({ title, error }) => ({ title, error }));
  if (!results) return { passed, failed: failed + 1, problem: `no results were written (ended with ${end})` };
  if (pending > 0) return { passed, failed, failures, problem: `${pending} skipped` };
  if (failed === 0 && passed === 0) return { passed, failed: 1, problem: 'no test ran' };
  if (failed === 0 && end !== 0) return { passed, failed: 1, problem: `ended with ${end}` };
  return { passed, failed, failures };
}
