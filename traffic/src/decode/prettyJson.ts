/**
 * Lays JSON out on lines. The tokens stay as they were written, unlike after a parse, which loses digits of long numbers and names that
 * occur twice.
 */
import { MAX_BODY_BYTES, MAX_PRETTY_CHARS } from './limits';
import type { Pace } from './pace';

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/gs;
/** Deeper, indentation alone would be most of the text. */
const MAX_DEPTH = 60;
const PARTS_IN_A_STEP = 1_000;

/** Undefined if it is no JSON, or too large or too deep to be laid out. */
export async function prettyJson(text: string, pace: Pace): Promise<string | undefined> {
  if (text.length > MAX_PRETTY_CHARS || !isJson(text)) return undefined;
  let depth = 0;
  let before = '';
  let laidOut = '';
  let parts: string[] = [];
  for (const [token] of text.matchAll(TOKENS)) {
    const closes = token === '}' || token === ']';
    const isEmpty = closes && (before === '{' || before === '[');
    if (closes) depth -= 1;
    if (!isEmpty && (closes || before === '{' || before === '[' || before === ',')) parts.push('\n', '  '.repeat(depth));
    parts.push(token === ':' ? ': ' : token);
    if (token === '{' || token === '[') depth += 1;
    if (depth > MAX_DEPTH) return undefined;
    if (parts.length > PARTS_IN_A_STEP) {
      laidOut += parts.join('');
      parts = [];
      if (laidOut.length > MAX_BODY_BYTES) return undefined;
      await pace.step();
    }
    before = token;
  }
  return laidOut + parts.join('');
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false; // Then it is shown as it is.
  }
}
