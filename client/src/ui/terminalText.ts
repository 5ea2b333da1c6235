/**
 * Turns a script's bytes into text for a terminal: streaming UTF-8 (a character may be cut between two chunks), and a
 * carriage return before each line feed that has none. Escape sequences pass untouched.
 */
import { TextDecoder } from 'node:util';
import type { OutputStream } from '../../../shared/src';

export class TerminalText {
  private readonly decoders: Record<OutputStream, TextDecoder> = { stdout: utf8(), stderr: utf8() };
  private last = '\n';

  /** Whether the cursor stands at the start of a line, as far as the text so far tells. */
  get isAtLineStart(): boolean {
    return this.last === '\n';
  }

  decode(stream: OutputStream, bytes: Uint8Array): string {
    return this.toTerminal(this.decoders[stream].decode(bytes, { stream: true }));
  }

  /** What is left of characters that were cut off for good. */
  flush(): string {
    const rest = this.decoders.stdout.decode() + this.decoders.stderr.decode();
    this.decoders.stdout = utf8();
    this.decoders.stderr = utf8();
    return this.toTerminal(rest);
  }

  /** Text of our own, or echoed, with the same line ends. */
  toTerminal(text: string): string {
    if (text === '') return '';
    const before = this.last;
    this.last = text.charAt(text.length - 1);
    const converted = text.replace(/(?<!\r)\n/g, '\r\n');
    return before === '\r' && text.startsWith('\n') ? converted.slice(1) : converted;
  }
}

function utf8(): TextDecoder {
  return new TextDecoder('utf-8', { ignoreBOM: true });
}
