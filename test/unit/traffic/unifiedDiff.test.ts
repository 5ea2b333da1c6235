/** The difference of two texts: in the form of `diff -u`, and right for any two texts. */
import { describe, expect, it, test } from 'vitest';
import { unifiedDiff } from '../../../traffic/src';
import { seededRandom } from '../../support/random';

const diff = (left: string, right: string): string => unifiedDiff({ name: 'a', text: left }, { name: 'b', text: right });
const lines = (...texts: string[]): string => texts.map((text) => `${text}\n`).join('');

describe('the unified difference', () => {
  it('of equal texts is empty', () => {
    expect(diff(lines('x', 'y'), lines('x', 'y'))).toBe('');
  });

  it('shows what changed with three lines around it', () => {
    const left = lines('1', '2', '3', '4', '5', '6', '7', '8', '9');
    expect(diff(left, left.replace('5\n', 'five\nand a half\n'))).toBe(
      lines('--- a', '+++ b', '@@ -2,7 +2,8 @@', ' 2', ' 3', ' 4', '-5', '+five', '+and a half', ' 6', ' 7', ' 8'),
    );
  });

  it('has a hunk for each place, and one for places that are near', () => {
    const left = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    const right = left.map((line, index) => ([2, 8, 30].includes(index) ? `${line}!` : line));
    const heads = diff(lines(...left), lines(...right)).match(/^@@.*$/gm);
    expect(heads).toEqual(['@@ -1,12 +1,12 @@', '@@ -28,7 +28,7 @@']);
  });

  it('names the line before where a side has none', () => {
    expect(diff('', lines('x'))).toBe(lines('--- a', '+++ b', '@@ -0,0 +1 @@', '+x'));
    expect(diff(lines('x'), '')).toBe(lines('--- a', '+++ b', '@@ -1 +0,0 @@', '-x'));
  });

  it('of texts with nothing in common is all of both, soon', () => {
    const numbered = (prefix: string): string => lines(...Array.from({ length: 6000 }, (_, index) => `${prefix}${index}`));
    const text = diff(numbered('l'), numbered('r'));
    expect(text.match(/^-l/gm)).toHaveLength(6000);
    expect(text.match(/^\+r/gm)).toHaveLength(6000);
  });
});

test('a patch makes the right of the left, whatever they are, and is as short as it can be', () => {
  const random = seededRandom(7);
  const some = (): string[] => Array.from({ length: Math.floor(random() * 12) }, () => 'abc'[Math.floor(random() * 3)]!);
  for (let round = 0; round < 3000; round += 1) {
    const [left, right] = [some(), some()];
    const text = diff(lines(...left), lines(...right));
    expect(patched(left, text)).toEqual(right);
    const changes = (text.match(/^[-+](?![-+]{2} )/gm) ?? []).length;
    expect(changes).toBe(left.length + right.length - 2 * commonLength(left, right));
  }
});

function patched(left: readonly string[], patch: string): string[] {
  const result: string[] = [];
  let at = 0;
  for (const line of patch.split('\n').slice(2, -1)) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+/.exec(line);
    if (head) {
      const start = head[2] === '0' ? Number(head[1]) : Number(head[1]) - 1;
      result.push(...left.slice(at, start));
      at = start;
    } else if (line.startsWith('+')) result.push(line.slice(1));
    else {
      expect(left[at]).toBe(line.slice(1));
      if (line.startsWith(' ')) result.push(line.slice(1));
      at += 1;
    }
  }
  return [...result, ...left.slice(at)];
}

/** Length of the longest common subsequence. */
function commonLength(left: readonly string[], right: readonly string[]): number {
  let row = new Array<number>(right.length + 1).fill(0);
  for (const line of left) {
    const next = [0];
    right.forEach((other, index) => next.push(line === other ? row[index]! + 1 : Math.max(row[index + 1]!, next[index]!)));
    row = next;
  }
  return row[right.length]!;
}
