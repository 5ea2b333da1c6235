/**
 * Reads what a board says in the raw REPL: bytes in, tokens out, in whatever pieces the bytes come. It is told what is to be expected
 * next by whoever has sent something; what does not belong to an answer is a stray, such as the text of a timer's callback. Pure: it
 * knows no wire and no clock. Source: MicroPython's shared/runtime/pyexec.c.
 */
import { EndFinder } from './endFinder';
import { concat, EMPTY, Matcher } from './matcher';

export type RawToken =
  /** The raw REPL says that it is there. */
  | { readonly kind: 'banner' }
  /** Whether code may be pasted; `unknown`: the board is too old to know the question, or was not in the raw REPL. */
  | { readonly kind: 'paste'; readonly answer: 'supported' | 'unsupported' | 'unknown' }
  /** So many bytes may be sent at once. */
  | { readonly kind: 'window'; readonly sizeBytes: number }
  /** A window more may be sent. */
  | { readonly kind: 'credit' }
  /** The board takes no more of the text, because it cannot be compiled. */
  | { readonly kind: 'aborted' }
  /** The board has the whole text and runs it. */
  | { readonly kind: 'accepted' }
  | { readonly kind: 'output'; readonly bytes: Uint8Array }
  /** The script has ended; the text of its error is empty if it had none. With SystemExit a soft reset and a banner follow. */
  | { readonly kind: 'finished'; readonly error: Uint8Array; readonly isReset: boolean }
  | { readonly kind: 'softReset' }
  /** The friendly REPL is there: it has told its version. */
  | { readonly kind: 'prompt' }
  /** The chip began anew: what its boot ROM prints was seen. */
  | { readonly kind: 'hardReset' }
  | { readonly kind: 'stray'; readonly bytes: Uint8Array };

/** What is to come. The others follow from these by themselves. */
export type Expected = 'nothing' | 'banner' | 'pasteAnswer' | 'pasteEnd' | 'plainAnswer' | 'output' | 'softReset' | 'prompt';

type Phase = Expected | 'window' | 'flow' | 'rebooting';

const BANNER = 'raw REPL; CTRL-B to exit\r\n>';
/** The last line of what the friendly REPL says when it begins; its prompt may be any text. */
const FRIENDLY_BANNER_END = 'Type "help()" for more information.\r\n';
/** A board without help says only its version; aiorepl, which serves the prompt while other tasks run, says nothing before its own. */
const PROMPTS = ['>>> ', '--> '];
const SOFT_RESETS = ['MPY: soft reboot\r\n', 'soft reboot\r\n'];
const [SOH, EOT] = [0x01, 0x04];
/**
 * A line of a chip's boot ROM; or, where that does not come over the wire or cannot be read at its speed, the friendly REPL, at which no
 * script ends that was given to the raw one. And how far before its end its beginning may be.
 */
const RESET_LINE =
  /(?:ets [A-Z][a-z]{2} |ESP-ROM:)[^\0]{0,120}rst:0x[0-9a-f]+ \(|\bMicroPython v[^\n]{5,120}\r\nType "help\(\)" for more information\.\r\n>>> /;
const ROM_BYTES = 200;

export class RawReplParser {
  private phase: Phase = 'nothing';
  private matcher = new Matcher([]);
  private end = new EndFinder();
  private header: number[] = [];
  /** The last of what was printed, to see a reset in it. */
  private tail = '';

  /** What was kept back as a part of an answer that is not waited for any more. */
  expect(expected: Expected): RawToken[] {
    const held = strays(this.flush());
    this.enter(expected);
    return held;
  }

  push(bytes: Uint8Array): RawToken[] {
    const tokens: RawToken[] = [];
    let rest = bytes;
    while (rest.length > 0) rest = this.step(rest, tokens);
    return tokens;
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.header = [];
    this.end = new EndFinder();
    this.tail = '';
    this.matcher = new Matcher(TEXTS[phase] ?? []);
  }

  private flush(): Uint8Array {
    const held = this.matcher.flush();
    return held.length > 0 ? held : this.end.flush();
  }

  /** Reads as far as the phase goes, and returns what is left. */
  private step(bytes: Uint8Array, tokens: RawToken[]): Uint8Array {
    switch (this.phase) {
      case 'nothing':
        tokens.push(...strays(bytes));
        return EMPTY;
      case 'window':
        return this.readWindow(bytes, tokens);
      case 'flow':
      case 'pasteEnd':
        return this.readFlow(bytes, tokens);
      case 'output':
        return this.readOutput(bytes, tokens);
      default:
        return this.readText(bytes, tokens);
    }
  }

  private readText(bytes: Uint8Array, tokens: RawToken[]): Uint8Array {
    const { before, found, rest } = this.matcher.push(bytes);
    // What leads to the friendly prompt is the version, which nobody asked for.
    if (this.phase !== 'prompt') tokens.push(...strays(before));
    if (found === undefined) return rest;
    switch (this.phase) {
      case 'pasteAnswer':
        tokens.push({ kind: 'paste', answer: (['supported', 'unsupported', 'unknown'] as const)[found] ?? 'unknown' });
        this.enter(found === 0 ? 'window' : 'nothing');
        break;
      case 'plainAnswer':
        tokens.push({ kind: 'accepted' });
        this.enter('output');
        break;
      case 'prompt':
        tokens.push({ kind: 'prompt' });
        this.enter('nothing');
        return concat(Buffer.from(PROMPTS[found - 1] ?? '', 'latin1'), rest);
      case 'softReset':
        tokens.push({ kind: 'softReset' });
        this.enter('banner');
        break;
      default:
        tokens.push({ kind: 'banner' });
        this.enter('nothing');
    }
    return rest;
  }

  private readWindow(bytes: Uint8Array, tokens: RawToken[]): Uint8Array {
    const count = 2 - this.header.length;
    this.header.push(...bytes.subarray(0, count));
    const [low, high] = this.header;
    if (low !== undefined && high !== undefined) {
      tokens.push({ kind: 'window', sizeBytes: low + 256 * high });
      this.enter('flow');
    }
    return bytes.subarray(count);
  }

  /** While the text is sent, and until its end is confirmed. */
  private readFlow(bytes: Uint8Array, tokens: RawToken[]): Uint8Array {
    const at = bytes.findIndex((byte) => byte === SOH || byte === EOT);
    if (at < 0) {
      tokens.push(...strays(bytes));
      return EMPTY;
    }
    tokens.push(...strays(bytes.subarray(0, at)));
    if (bytes[at] === SOH) tokens.push({ kind: 'credit' });
    else {
      tokens.push({ kind: this.phase === 'flow' ? 'aborted' : 'accepted' });
      this.enter('output');
    }
    return bytes.subarray(at + 1);
  }

  private readOutput(bytes: Uint8Array, tokens: RawToken[]): Uint8Array {
    const { output, end } = this.end.push(bytes);
    if (output.length > 0) {
      const resetEnd = this.endOfReset(output);
      tokens.push({ kind: 'output', bytes: output.subarray(0, resetEnd) });
      if (resetEnd !== undefined) {
        tokens.push({ kind: 'hardReset' });
        const rest = concat(output.subarray(resetEnd), this.end.flush());
        this.enter('nothing');
        return rest;
      }
    }
    if (!end) return EMPTY;
    tokens.push({ kind: 'finished', error: end.error, isReset: end.isReset });
    this.enter(end.isReset ? 'softReset' : 'nothing');
    return end.rest;
  }

  /** Where in the output the line ends by which a chip's boot ROM tells of a reset. */
  private endOfReset(output: Uint8Array): number | undefined {
    const { length } = this.tail;
    const text = this.tail + Buffer.from(output.buffer, output.byteOffset, output.length).toString('latin1');
    this.tail = text.slice(-ROM_BYTES);
    const match = RESET_LINE.exec(text);
    return match ? match.index + match[0].length - length : undefined;
  }
}

const TEXTS: Partial<Record<Phase, readonly string[]>> = {
  banner: [BANNER],
  pasteAnswer: ['R\x01', 'R\x00', BANNER],
  plainAnswer: ['OK'],
  softReset: SOFT_RESETS,
  prompt: [FRIENDLY_BANNER_END, ...PROMPTS],
};

function strays(bytes: Uint8Array): RawToken[] {
  return bytes.length > 0 ? [{ kind: 'stray', bytes }] : [];
}
