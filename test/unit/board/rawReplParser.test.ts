/** The parser of the raw REPL on conversations with the board that were recorded, in whatever pieces they come, and on ones that were spoilt. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Expected, RawReplParser, type RawToken } from '../../../board/src/repl/rawReplParser';
import { seededRandom } from '../../support/random';

type Step = { readonly expect: Expected } | { readonly board: string };

const FOLDER = path.join(import.meta.dirname, '..', '..', 'fixtures', 'rawRepl');
const CONVERSATIONS = Object.fromEntries(
  fs
    .readdirSync(FOLDER)
    .map(
      (file) => [path.basename(file, '.json'), JSON.parse(fs.readFileSync(path.join(FOLDER, file), 'utf8')) as readonly Step[]] as const,
    ),
);

/** How the bytes of one step are cut. */
type Cut = (bytes: Buffer, step: number) => readonly Buffer[];

function tokensOf(steps: readonly Step[], cut: Cut = (bytes) => [bytes]): RawToken[] {
  const parser = new RawReplParser();
  const tokens = steps.flatMap((step, index) =>
    'expect' in step ? parser.expect(step.expect) : cut(Buffer.from(step.board, 'latin1'), index).flatMap((piece) => parser.push(piece)),
  );
  return joined([...tokens, ...parser.expect('nothing')]);
}

/** Output that came in pieces is the same output. */
function joined(tokens: readonly RawToken[]): RawToken[] {
  const all: RawToken[] = [];
  for (const token of tokens) {
    const last = all.at(-1);
    if (last && 'bytes' in last && last.kind === token.kind)
      all[all.length - 1] = { kind: last.kind, bytes: Buffer.concat([last.bytes, token.bytes]) };
    else if ('bytes' in token) all.push({ kind: token.kind, bytes: Buffer.from(token.bytes) });
    else all.push(token.kind === 'finished' ? { ...token, error: Buffer.from(token.error) } : token);
  }
  return all;
}

function summary(tokens: readonly RawToken[]): string[] {
  return tokens.map((token) => {
    if ('bytes' in token) return `${token.kind} ${JSON.stringify(Buffer.from(token.bytes).toString('utf8'))}`;
    if (token.kind === 'finished')
      return `finished ${JSON.stringify(Buffer.from(token.error).toString('utf8'))}${token.isReset ? ' and resets' : ''}`;
    return token.kind === 'window' ? `window ${token.sizeBytes}` : token.kind === 'paste' ? `paste ${token.answer}` : token.kind;
  });
}

const PASTED = ['paste supported', 'window 128', 'credit'];
const STDIN = 'Traceback (most recent call last):\\r\\n  File \\"<stdin>\\", line';
const ENDS: Readonly<Record<string, readonly string[]>> = {
  enterAndReset: ['stray "', 'banner', 'stray "', 'softReset', 'banner'],
  output: [...PASTED, 'accepted', 'output "line 0 é\\r\\nline 1 é\\r\\nline 2 é\\r\\n"', 'finished ""'],
  error: [
    ...PASTED,
    'accepted',
    'output "before\\r\\n"',
    `finished "${STDIN} 4, in <module>\\r\\n  File \\"<stdin>\\", line 2, in f\\r\\nValueError: no\\r\\ngood é\\r\\n"`,
  ],
  syntaxError: [...PASTED, 'aborted', `finished "${STDIN} 2\\r\\nSyntaxError: invalid syntax\\r\\n"`],
  controlBytes: [
    ...PASTED,
    'accepted',
    'output "a\\u0004b\\r\\n\\u0004\\u0004\\r\\n\\u0004Traceback\\r\\n\\u0001\\u0004ValueError: x\\r\\n"',
    'finished ""',
  ],
  systemExit: [...PASTED, 'accepted', 'output "bye\\r\\n"', 'finished "" and resets', 'softReset', 'banner'],
  longScript: [...PASTED, 'credit', 'credit', 'credit', 'credit', 'credit', 'accepted', 'output "700\\r\\n"', 'finished ""'],
  noTraceback: [...PASTED, 'accepted', `finished "${STDIN} 2, in <module>\\r\\nOSError: [Errno 2] ENOENT\\r\\n"`],
  empty: [...PASTED, 'accepted', 'finished ""'],
  interrupted: [...PASTED, 'accepted', 'output "going\\r\\n"', `finished "${STDIN} 3, in <module>\\r\\nKeyboardInterrupt: \\r\\n"`],
  synchronised: ['stray "', 'banner', 'accepted', 'finished ""'],
  leave: ['prompt', 'stray ">>> "'],
};

describe.each(Object.entries(CONVERSATIONS))('%s', (name, steps) => {
  const whole = tokensOf(steps);

  test('is understood', () => {
    if (name === 'hardReset') return expect(summary(whole)).toContain('hardReset');
    const expected = ENDS[name] ?? [];
    const found = summary(whole);
    expect(found).toHaveLength(expected.length);
    found.forEach((text, index) => (expected[index] === 'stray "' ? expect(text).toMatch(/^stray /) : expect(text).toBe(expected[index])));
  });

  test('is understood in whatever two pieces it comes', () => {
    const lengths = steps.map((step) => ('board' in step ? step.board.length : 0));
    lengths.forEach((length, at) => {
      for (let position = 1; position < length; position++) {
        const pieces = tokensOf(steps, (bytes, index) =>
          index === at ? [bytes.subarray(0, position), bytes.subarray(position)] : [bytes],
        );
        expect(pieces, `cut at ${position} of step ${at}`).toEqual(whole);
      }
    });
  });

  test('is understood byte by byte', () => {
    expect(tokensOf(steps, (bytes) => [...bytes].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });
});

test('what is spoilt breaks nothing, and no output is made up', () => {
  const random = seededRandom(20261126);
  const names = Object.keys(CONVERSATIONS);
  const pick = (count: number): number => Math.floor(random() * count);
  for (let round = 0; round < 10_000; round++) {
    const steps = CONVERSATIONS[names[pick(names.length)] ?? ''] ?? [];
    let sent = '';
    const spoilt = steps.map((step): Step => {
      if ('expect' in step) return step;
      const bytes = [...step.board];
      for (let change = pick(4); change > 0; change--) {
        const at = pick(bytes.length + 1);
        const byte = String.fromCharCode(random() < 0.5 ? pick(256) : ([1, 4, 62, 82, 13][pick(5)] ?? 0));
        const how = pick(3);
        if (how === 0) bytes.splice(at, 1);
        else if (how === 1) bytes.splice(at, 0, byte);
        else bytes.splice(at, 1, byte);
      }
      sent += bytes.join('');
      return { board: bytes.join('') };
    });
    const tokens = tokensOf(spoilt, (bytes) => {
      const at = pick(bytes.length + 1);
      return [bytes.subarray(0, at), bytes.subarray(at)];
    });
    for (const token of tokens) if ('bytes' in token) expect(sent).toContain(Buffer.from(token.bytes).toString('latin1').slice(0, 1));
    const length = tokens.reduce((sum, token) => sum + ('bytes' in token ? token.bytes.length : 0), 0);
    expect(length).toBeLessThanOrEqual(sent.length);
  }
});

test('a stream without an end is not kept', () => {
  const parser = new RawReplParser();
  parser.expect('output');
  const piece = Buffer.from('\x04Traceback (most recent call last):\r\n' + 'x'.repeat(1000));
  let given = 0;
  for (let round = 0; round < 500; round++)
    given += parser.push(piece).reduce((sum, token) => sum + ('bytes' in token ? token.bytes.length : 0), 0);
  expect(given).toBeGreaterThan(500 * piece.length - 100_000);
});
