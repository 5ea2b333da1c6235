// `npm test`: everything, on a fresh machine too: the checks, the tests without VS Code, the suite inside a real VS Code, and the packaged
// extension driven as a user would. A stage that fails does not stop the later ones. The last line is `N passed, N failed`.
// Usage: node scripts/test.mjs [part of a stage's name …]   (without arguments: all stages)
import fs from 'node:fs';
import { ARTIFACTS, listStages } from './testStages.mjs';

// Ends what is running: the parts that started processes have hung their ends on `exit`.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.once(signal, () => process.exit(code));

/** Of each failed test's error, at the end. */
const MAX_ERROR_LINES = 25;

const wanted = process.argv.slice(2);
const all = await listStages();
const stages = wanted.length > 0 ? all.filter(({ name }) => wanted.some((part) => name.includes(part))) : all;
if (stages === all) fs.rmSync(ARTIFACTS, { recursive: true, force: true }); // what lies there afterwards is of this run
const results = [];
for (const { name, run } of stages) {
  console.log(`\n━━ ${name} ━━`);
  const startedAt = performance.now();
  let counts;
  try {
    counts = await run();
  } catch (error) {
    console.error(error.errors ? error.message : error);
    counts = { passed: 0, failed: 1, problem: 'it broke off' };
  }
  const result = { name, ...counts, seconds: (performance.now() - startedAt) / 1000 };
  results.push(result);
  console.log(describe(result));
}

const passed = sum('passed');
const failed = sum('failed') + (stages.length === 0 ? 1 : 0);
// A log may be cut at its beginning: what failed is said again where it is read first.
for (const { name, failures = [] } of results)
  for (const { title, error } of failures) console.log(`\n✘ ${name}: ${title}\n${indent(error ?? '')}`);
console.log('\n━━ all ━━');
for (const result of results) console.log(describe(result));
if (stages.length === 0) console.error(`There is no such stage; known: ${all.map(({ name }) => name).join('; ')}`);
process.exitCode = failed > 0 ? 1 : 0;
console.log(`${passed} passed, ${failed} failed`);

function sum(key) {
  return results.reduce((total, result) => total + result[key], 0);
}

function describe({ name, passed: good, failed: bad, problem, seconds }) {
  return `${bad > 0 ? '✘' : '✔'} ${name}: ${good} passed, ${bad} failed, ${seconds.toFixed(1)} s${problem ? ` (${problem})` : ''}`;
}

function indent(text) {
  return text
    .split('\n', MAX_ERROR_LINES)
    .map((line) => `    ${line}`)
    .join('\n');
}
