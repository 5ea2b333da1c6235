/**
 * JSON as parts that are coloured alike. It is no parser: whatever came over a socket, cut off or broken or no JSON at all, comes out
 * whole and in order, only less coloured. Takes time in proportion to the text, and says in how many parts it may come.
 */

/** `name` is a string that names a member; `word` is true, false or null. */
export type JsonPartKind = 'name' | 'string' | 'number' | 'word' | 'other';

export interface JsonPart {
  readonly kind: JsonPartKind;
  readonly text: string;
}

// One after the other at the same place. None of them looks at a character twice.
const number = /-?\d[\w.+-]*/y;
const word = /[A-Za-z_]\w*/y;
const between = /[^"\w-]+/y;
const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** At most about `maxParts` parts; the rest is then the last one. */
export function jsonParts(text: string, maxParts = Number.POSITIVE_INFINITY): JsonPart[] {
  const parts: JsonPart[] = [];
  /** Where the part began that has no colour. */
  let plain = 0;
  let at = 0;
  while (at < text.length && parts.length + 2 < maxParts) {
    const [kind, end] = partAt(text, at);
    if (kind !== 'other') {
      if (plain < at) parts.push({ kind: 'other', text: text.slice(plain, at) });
      parts.push({ kind, text: text.slice(at, end) });
      plain = end;
    }
    at = end;
  }
  if (plain < text.length) parts.push({ kind: 'other', text: text.slice(plain) });
  return parts;
}

/** What begins here, and where it ends. */
function partAt(text: string, at: number): [JsonPartKind, number] {
  if (text[at] === '"') {
    const end = endOfString(text, at);
    return [isBeforeColon(text, end) ? 'name' : 'string', end];
  }
  const isNumber = endOf(number, text, at);
  if (isNumber !== undefined) return ['number', isNumber];
  const end = endOf(word, text, at);
  if (end !== undefined) return [WORDS.has(text.slice(at, end)) ? 'word' : 'other', end];
  return ['other', endOf(between, text, at) ?? at + 1];
}

function endOf(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** After the closing quote; without one a string ends with its line, so that what follows still has its colours. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '"') return at + 1;
    if (character === '\n') return at;
    if (character === '\\' && at + 1 < text.length && text[at + 1] !== '\n') at++;
  }
  return text.length;
}

function isBeforeColon(text: string, from: number): boolean {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at++;
  return text[at] === ':';
}
