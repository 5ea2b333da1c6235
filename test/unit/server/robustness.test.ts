/**
 * Whatever a document holds, every feature answers: without an exception, and soon. The documents are the same in each run;
 * `MPS_BROKEN_DOCUMENTS=10000 npx vitest run test/unit/server/robustness` tries more of them, and tells the slowest answers.
 */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { Evaluator } from '../../../server/src/analysis/evaluator';
import { Program } from '../../../server/src/analysis/program';
import type { SourceFile } from '../../../server/src/analysis/sourceFile';
import { diagnose } from '../../../server/src/diagnostics/diagnose';
import { complete } from '../../../server/src/features/completion';
import { foldingRanges } from '../../../server/src/features/folding';
import { definitions } from '../../../server/src/features/goTo';
import { hover } from '../../../server/src/features/hover';
import { selectionSteps } from '../../../server/src/features/selection';
import { semanticTokens } from '../../../server/src/features/semanticTokens';
import { signatureHelp } from '../../../server/src/features/signature';
import { documentSymbols } from '../../../server/src/features/symbols';
import { changesBetween } from '../../../server/src/syntax/trees';
import { childrenOf, walk, type Node } from '../../../server/src/syntax/ast';
import { parse } from '../../../server/src/syntax/parse';
import { HARD_DOCUMENTS, mutate, pick } from '../../support/brokenDocuments';
import { type Random, seededRandom } from '../../support/random';
import { ROOT } from '../../support/distFolders';
import { stubLibrary } from '../../support/markedSource';

const COUNT = Number(process.env['MPS_BROKEN_DOCUMENTS'] ?? 400);
const PLACES = 2;
/** No answer may take longer, on a busy computer either: what hangs takes minutes. */
const LIMIT_MS = 5000;
const URI = 'file:///board/main.py';

const program = new Program(stubLibrary(), { read: () => undefined, list: () => [], rootsOf: () => [] });
const engine = new Evaluator(program);
const sources = readSources();
const slowest: { ms: number; what: string }[] = [];

function readSources(): string[] {
  const scripts = ['examples', 'test/conformance/cases'].flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => fs.readFileSync(path.join(ROOT, folder, name), 'utf8')),
  );
  const library = stubLibrary();
  const examples = library
    .names()
    .flatMap((name) => [...(library.read(name) ?? '').matchAll(/^ *Example:\n((?: +.*\n|\n)+)/gm)].map(([, example = '']) => example));
  return [...scripts, ...examples];
}

const FEATURES: Readonly<Record<string, (file: SourceFile, offset: number) => unknown>> = {
  completion: (file, offset) => complete(engine, file, offset),
  hover: (file, offset) => hover(engine, file, offset),
  signature: (file, offset) => signatureHelp(engine, file, offset),
  definition: (file, offset) => definitions(engine, file, offset),
  selection: (file, offset) => selectionSteps(file, offset),
};
const FEATURES_OF_FILES: Readonly<Record<string, (file: SourceFile) => unknown>> = {
  diagnostics: (file) =>
    diagnose(engine, file, {
      settings: {},
      onFailure: (rule, error) => {
        throw new Error(rule.code, { cause: error });
      },
    }),
  symbols: (file) => documentSymbols(file),
  folding: (file) => foldingRanges(file),
  tokens: (file) => semanticTokens(engine, file),
};

function timed<T>(what: string, answer: () => T): T {
  const startedAt = performance.now();
  try {
    return answer();
  } catch (error) {
    throw new Error(`${what} failed`, { cause: error });
  } finally {
    slowest.push({ ms: performance.now() - startedAt, what });
    if (slowest.length > 200) slowest.sort((a, b) => b.ms - a.ms).splice(12);
  }
}

function askEverything(name: string, text: string, offsets: readonly number[]): void {
  const file = timed(`parse of ${name}`, () => program.setOpen(URI, text));
  for (const offset of offsets)
    for (const [feature, answer] of Object.entries(FEATURES)) timed(`${feature} at ${offset} of ${name}`, () => answer(file, offset));
  for (const [feature, answer] of Object.entries(FEATURES_OF_FILES)) timed(`${feature} of ${name}`, () => answer(file));
}

function expectSoon(): void {
  slowest.sort((a, b) => b.ms - a.ms);
  if (process.env['MPS_BROKEN_DOCUMENTS']) console.log(slowest.map(({ ms, what }) => `${ms.toFixed(0)} ms  ${what}`).join('\n'));
  expect(slowest[0]?.ms).toBeLessThan(LIMIT_MS);
  slowest.length = 0;
}

test.each(Object.keys(HARD_DOCUMENTS))('every feature answers on %s', { timeout: 60_000 }, (name) => {
  const text = HARD_DOCUMENTS[name] ?? '';
  askEverything(name, text, [text.length, Math.floor(text.length / 2), 3]);
  expectSoon();
});

test(`every feature answers on ${COUNT} broken documents`, { timeout: 60_000 + COUNT * 200 }, () => {
  for (let seed = 1; seed <= COUNT; seed++) {
    const random = seededRandom(seed);
    const text = mutate(pick(random, sources), random);
    askEverything(`document ${seed}`, text, placesIn(text, random));
  }
  expectSoon();
});

/** Where a user would ask: after a dot or bracket, and anywhere. */
function placesIn(text: string, random: Random): number[] {
  return Array.from({ length: PLACES }, (_, index) => {
    const anywhere = Math.floor(random() * (text.length + 1));
    const after = text.slice(anywhere).search(/[.(]/);
    return index % 2 === 0 && after >= 0 ? anywhere + after + 1 : anywhere;
  });
}

/** What the parser makes of an error depends on how it comes to it; a text without errors can be read in one way alone. */
test('a text that was edited, broken and mended reads as one that never was', { timeout: 60_000 + COUNT * 200 }, () => {
  for (let seed = 1; seed <= COUNT / 16; seed++) {
    const random = seededRandom(seed);
    const whole = Array.from({ length: 4 }, () => pick(random, sources)).join('\n');
    const other = `${pick(random, sources)}\n${whole}`;
    let text = whole;
    let source = parse(text);
    const edit = (next: string): void => {
      source = parse(next, { source, changes: changesBetween(text, next) });
      text = next;
    };
    for (const target of [whole, `x = 1\n${whole}`, other, whole]) {
      for (let mutation = 0; mutation < 3; mutation++) edit(mutate(text, random));
      edit(target);
      expect(outlineOf(source.module), `document ${seed}`).toBe(outlineOf(parse(text).module));
    }
  }
});

/** Every node with all that it says, and whether it is where its parent says. */
function outlineOf(module: Node): string {
  walk(module, (node) => {
    for (const child of childrenOf(node)) if (child.parent !== node) throw new Error(`A ${child.kind} has another parent.`);
    return true;
  });
  return JSON.stringify(module, (key, value: unknown) => (key === 'parent' ? undefined : value), 1);
}
