/** A run inside VS Code may count as passed only when it ended well and names tests that passed. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readResults } from '../support/vscode/suiteResults.mjs';

let folder = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'results-'));
});

afterEach(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});

function resultOf(stats: { passes: number; failures: number; pending: number } | undefined, end: unknown): ReturnType<typeof readResults> {
  const file = path.join(folder, 'results.json');
  if (stats) fs.writeFileSync(file, JSON.stringify({ tests: [], stats }));
  return readResults(file, end);
}

test('counts what passed and what failed', () => {
  expect(resultOf({ passes: 3, failures: 2, pending: 0 }, 1)).toMatchObject({ passed: 3, failed: 2 });
  expect(resultOf({ passes: 3, failures: 0, pending: 0 }, 0)).toEqual({ passed: 3, failed: 0, failures: [] });
});

test('a run that left no results has failed, also when its exit code is 0', () => {
  expect(resultOf(undefined, 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('a run in which nothing passed has failed', () => {
  expect(resultOf({ passes: 0, failures: 0, pending: 0 }, 0)).toMatchObject({ passed: 0, failed: 1 });
});

test('a run that ended badly after its last test has failed', () => {
  expect(resultOf({ passes: 3, failures: 0, pending: 0 }, 'a crash of the page')).toMatchObject({ passed: 3, failed: 1 });
});

test('a skipped test counts as failed', () => {
  expect(resultOf({ passes: 3, failures: 0, pending: 1 }, 0)).toMatchObject({ passed: 3, failed: 1 });
});

test('the tests that failed are named, with their errors', () => {
  const file = path.join(folder, 'results.json');
  const tests = [
    { title: 'good', state: 'pass' },
    { title: 'bad', state: 'fail', error: 'Error: 1 is not 2' },
  ];
  fs.writeFileSync(file, JSON.stringify({ tests, stats: { passes: 1, failures: 1, pending: 0 } }));
  expect(readResults(file, 1).failures).toEqual([{ title: 'bad', error: 'Error: 1 is not 2' }]);
});
