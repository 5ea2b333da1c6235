/**
 * The difference of two texts, line by line, in the unified form that `diff -u` writes and `patch` reads (POSIX, diff -U). By Myers' greedy
 * algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986); texts that have little in common are not searched to the end.
 */

export interface DiffSide {
  readonly name: string;
  readonly text: string;
}

const CONTEXT_LINES = 3;
/** Differences for which the shortest way is looked for; its search takes time and memory by their square. */
const MAX_DIFFERENCES = 3000;

/** A line of the left that stays, that goes, or one of the right that comes. */
type Edit = { readonly kind: ' ' | '-' | '+'; readonly line: string };

/** Empty if the texts are equal. */
export function unifiedDiff(left: DiffSide, right: DiffSide): string {
  if (left.text === right.text) return '';
  const edits = editsOf(linesOf(left.text), linesOf(right.text));
  return `--- ${left.name}\n+++ ${right.name}\n${hunksOf(edits)}`;
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function editsOf(left: readonly string[], right: readonly string[]): Edit[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const stays = (lines: readonly string[]): Edit[] => lines.map((line) => ({ kind: ' ', line }));
  const middle = shortest(left.slice(start, left.length - end), right.slice(start, right.length - end));
  return [...stays(left.slice(0, start)), ...middle, ...stays(left.slice(left.length - end))];
}

function shortest(left: readonly string[], right: readonly string[]): Edit[] {
  const rounds = reachedRounds(left, right);
  if (!rounds) return [...left.map((line): Edit => ({ kind: '-', line })), ...right.map((line): Edit => ({ kind: '+', line }))];
  const edits: Edit[] = [];
  let [x, y] = [left.length, right.length];
  for (let round = rounds.length - 1; round > 0; round -= 1) {
    const before = rounds[round - 1] ?? new Map<number, number>();
    const diagonal = x - y;
    const isDown = goesDown(before, diagonal, round);
    const previous = diagonal + (isDown ? 1 : -1);
    const previousX = before.get(previous) ?? 0;
    while (x > previousX + (isDown ? 0 : 1)) edits.push({ kind: ' ', line: left[(y--, --x)] ?? '' });
    if (isDown) edits.push({ kind: '+', line: right[--y] ?? '' });
    else edits.push({ kind: '-', line: left[--x] ?? '' });
  }
  while (x > 0) edits.push({ kind: ' ', line: left[--x] ?? '' });
  return edits.reverse();
}

/** For each number of differences how far each diagonal is reached; undefined if there are too many. */
function reachedRounds(left: readonly string[], right: readonly string[]): ReadonlyMap<number, number>[] | undefined {
  const rounds: Map<number, number>[] = [];
  for (let round = 0; round <= Math.min(left.length + right.length, MAX_DIFFERENCES); round += 1) {
    const before = rounds.at(-1) ?? new Map([[1, 0]]);
    const reached = new Map<number, number>();
    rounds.push(reached);
    for (let diagonal = -round; diagonal <= round; diagonal += 2) {
      const isDown = goesDown(before, diagonal, round);
      let x = isDown ? (before.get(diagonal + 1) ?? 0) : (before.get(diagonal - 1) ?? 0) + 1;
      while (x < left.length && x - diagonal < right.length && left[x] === right[x - diagonal]) x += 1;
      reached.set(diagonal, x);
      if (x >= left.length && x - diagonal >= right.length) return rounds;
    }
  }
  return undefined;
}

/** Whether a diagonal is best reached by a line of the right. */
function goesDown(before: ReadonlyMap<number, number>, diagonal: number, round: number): boolean {
  if (diagonal === -round) return true;
  return diagonal !== round && (before.get(diagonal - 1) ?? -1) < (before.get(diagonal + 1) ?? -1);
}

function hunksOf(edits: readonly Edit[]): string {
  const changed = edits.flatMap(({ kind }, index) => (kind === ' ' ? [] : [index]));
  let text = '';
  let [leftLine, rightLine, at] = [1, 1, 0];
  for (let index = 0; index < changed.length;) {
    const start = Math.max(at, (changed[index] ?? 0) - CONTEXT_LINES);
    let last = changed[index] ?? 0;
    for (index += 1; index < changed.length && (changed[index] ?? 0) - last <= 2 * CONTEXT_LINES; index += 1) last = changed[index] ?? 0;
    leftLine += start - at;
    rightLine += start - at;
    const hunk = edits.slice(start, last + 1 + CONTEXT_LINES);
    const leftCount = hunk.filter(({ kind }) => kind !== '+').length;
    const rightCount = hunk.filter(({ kind }) => kind !== '-').length;
    text += `@@ -${range(leftLine, leftCount)} +${range(rightLine, rightCount)} @@\n`;
    text += hunk.map(({ kind, line }) => `${kind}${line}\n`).join('');
    leftLine += leftCount;
    rightLine += rightCount;
    at = start + hunk.length;
  }
  return text;
}

function range(line: number, count: number): string {
  // Where there is no line, the one before it is named.
  return count === 1 ? String(line) : `${count === 0 ? line - 1 : line},${count}`;
}
