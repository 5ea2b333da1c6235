/**
 * Finds the end of a script in what the raw REPL sends: output, 0x04, the text of an error or nothing, 0x04, and `>`; after
 * SystemExit a soft reset in place of `>`. A script may print 0x04 itself, so what looks like the end is taken for it only if the text
 * between has the form of an error; otherwise all of it was output.
 */
import { concat, EMPTY } from './matcher';

export interface Found {
  readonly output: Uint8Array;
  /** The end was found: the text of the error, empty if there was none, and what came after. */
  readonly end?: {
    readonly error: Uint8Array;
    /** SystemExit: a soft reset follows, and the raw REPL only after it. */
    readonly isReset: boolean;
    readonly rest: Uint8Array;
  };
}

const EOT = 0x04;
const [CR, LF] = [0x0d, 0x0a];
const TRACEBACK = Buffer.from('Traceback (most recent call last):', 'latin1');
/** What follows the end: the prompt of the raw REPL, or the reset that SystemExit brings. */
const PROMPT = Buffer.from('>', 'latin1');
const RESET = Buffer.from('MPY: soft reboot', 'latin1');
const RESET_AFTER_LINE = Buffer.from('\r\nMPY: soft reboot', 'latin1');
/** A traceback of a deep recursion is shortened by the board; this is far more than it prints. */
const MAX_ERROR_BYTES = 64 * 1024;

export class EndFinder {
  /** From the first 0x04 that may be the end. */
  private held: Uint8Array = EMPTY;

  push(bytes: Uint8Array): Found {
    let all = concat(this.held, bytes);
    this.held = EMPTY;
    const output: Uint8Array[] = [];
    for (;;) {
      const start = all.indexOf(EOT);
      if (start < 0) return { output: join([...output, all]) };
      output.push(all.subarray(0, start));
      all = all.subarray(start);
      const end = endAt(all);
      if (end === 'undecided') {
        this.held = all.slice();
        return { output: join(output) };
      }
      if (end !== undefined) return { output: join(output), end };
      output.push(all.subarray(0, 1));
      all = all.subarray(1);
    }
  }

  /** What was kept back, when there will be no end. */
  flush(): Uint8Array {
    const { held } = this;
    this.held = EMPTY;
    return held;
  }
}

/** What begins with 0x04: the end, no end, or not to be told yet. */
function endAt(bytes: Uint8Array): Found['end'] | 'undecided' {
  const second = bytes.indexOf(EOT, 1);
  const error = bytes.subarray(1, second < 0 ? undefined : second);
  if (error.length > MAX_ERROR_BYTES || !mayBeError(error, second >= 0)) return undefined;
  if (second < 0) return 'undecided';
  const rest = bytes.subarray(second + 1);
  if (begins(rest, PROMPT)) return { error, isReset: false, rest: rest.subarray(PROMPT.length) };
  for (const text of [RESET, RESET_AFTER_LINE]) {
    if (begins(rest, text)) return { error, isReset: true, rest };
    if (begins(text, rest)) return 'undecided';
  }
  return undefined;
}

/** An error has a traceback, or is one line: its class, and perhaps a text. */
function mayBeError(text: Uint8Array, isWhole: boolean): boolean {
  if (text.length === 0) return true;
  if (begins(text, TRACEBACK) || (!isWhole && begins(TRACEBACK, text))) return true;
  const lineEnd = text.indexOf(LF);
  const line = lineEnd < 0 ? text : text.subarray(0, lineEnd);
  if (isWhole ? lineEnd !== text.length - 1 : lineEnd >= 0 && lineEnd !== text.length - 1) return false;
  const name = line.findIndex((byte) => !isWord(byte));
  return name < 0 ? !isWhole : name > 0 && [0x3a, CR].includes(line[name] ?? 0);
}

function isWord(byte: number): boolean {
  return /\w/.test(String.fromCharCode(byte)) && byte < 0x80;
}

function begins(bytes: Uint8Array, text: Uint8Array): boolean {
  return bytes.length >= text.length && text.every((byte, index) => bytes[index] === byte);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}
