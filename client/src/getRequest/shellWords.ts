/**
 * Splits a command line into words as a shell does, for curl lines that are copied from a terminal, a manual or a browser.
 * Knows the quotes and continued lines of POSIX shells and PowerShell, and the carets of Windows' command prompt. It expands
 * nothing: a `$NAME` stays as it is.
 */

export type ShellWords = { readonly words: readonly string[] } | { readonly problem: string };

const UNCLOSED = 'The command line has a quote that is not closed.';
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v' };

export function splitWords(commandLine: string): ShellWords {
  const isWindows = /\^(\r?\n|["&%])|\^\s+-/.test(commandLine);
  return isWindows ? splitWindows(withoutCarets(commandLine)) : splitPosix(commandLine);
}

/** The same command on one line, for an input field, which would join the lines without a word. */
export function onOneLine(commandLine: string): string {
  return commandLine
    .trim()
    .replace(/\s*[\\^`]\r?\n\s*/g, ' ')
    .replace(/\s*\r?\n\s*/g, ' ');
}

function splitPosix(text: string): ShellWords {
  const words: string[] = [];
  let word: string | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    const next = text.charAt(index + 1);
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if ((char === '\\' || char === '`') && (/\s/.test(next) || next === '')) {
      // A continued line; its end is a space if an input field has joined the lines. No word begins with a space.
      if (word !== undefined && /[^\r\n]/.test(next)) {
        word += next;
        index += 1;
      } else if (next !== '') index += text.startsWith('\r\n', index + 1) ? 2 : 1;
    } else if (char === '\\') {
      word = (word ?? '') + next;
      index += 1;
    } else if (char === "'" || (char === '$' && next === "'") || char === '"') {
      const start = char === '$' ? index + 2 : index + 1;
      const quoted = char === "'" ? literal(text, start) : escaped(text, start, char === '"' ? '"' : "'");
      if (!quoted) return { problem: UNCLOSED };
      word = (word ?? '') + quoted.value;
      index = quoted.end;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return { words };
}

interface Quoted {
  readonly value: string;
  /** Where the closing quote is. */
  readonly end: number;
}

function literal(text: string, start: number): Quoted | undefined {
  const end = text.indexOf("'", start);
  return end < 0 ? undefined : { value: text.slice(start, end), end };
}

/** Between double quotes a backslash is special before few characters; between `$'` and `'` it is as in C. */
function escaped(text: string, start: number, quote: string): Quoted | undefined {
  let value = '';
  for (let index = start; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === quote) return { value, end: index };
    if (char !== '\\') {
      value += char;
      continue;
    }
    index += 1;
    const next = text.charAt(index);
    const [, digits] = quote === "'" ? (/^(?:x([\da-f]{1,2})|u[\da-f]{1,4})/i.exec(text.slice(index, index + 5)) ?? []) : [];
    const unicode = quote === "'" ? /^u([\da-f]{1,4})/i.exec(text.slice(index, index + 5))?.[1] : undefined;
    const code = digits ?? unicode;
    if (code !== undefined) {
      value += String.fromCharCode(parseInt(code, 16));
      index += code.length;
    } else if (quote === "'") value += ESCAPES[next] ?? next;
    else if (next !== '\n') value += '"\\$`'.includes(next) ? next : `\\${next}`;
  }
  return undefined;
}

/** What Windows' command prompt hands on: outside quotes a caret makes the next character an ordinary one. */
function withoutCarets(text: string): string {
  let result = '';
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '"') isQuoted = !isQuoted;
    if (char !== '^' || isQuoted) {
      result += char;
      continue;
    }
    index += text.startsWith('\r\n', index + 1) ? 2 : 1;
    result += text.charAt(index) === '\n' ? ' ' : text.charAt(index);
  }
  return result;
}

/** A program on Windows takes its line apart itself: words in double quotes, in which `\"` is a quote. */
function splitWindows(text: string): ShellWords {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const char = text.charAt(index);
    const isPair = (char === '\\' || (char === '"' && isQuoted)) && text.charAt(index + 1) === '"';
    if (isPair) {
      word = `${word ?? ''}"`;
      index += 1;
    } else if (char === '"') {
      isQuoted = !isQuoted;
      word ??= '';
    } else if (/\s/.test(char) && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return isQuoted ? { problem: UNCLOSED } : { words };
}
