/**
 * What keys in the terminal mean to the script: the bytes for its standard input, sent as they come, as over a board's
 * serial line; and what the terminal echoes, which is the line as the script's `input()` will read it.
 */
export interface ConsoleKeys {
  readonly bytes: Uint8Array;
  readonly echo: string;
}

/** Control characters and the escape sequences of arrow and function keys would only disturb the screen. */
// eslint-disable-next-line no-control-regex -- control characters are what this is about
const unprintable = /[\x00-\x1f\x7f]/;

export class ConsoleInput {
  /** Characters of the present line that the terminal shows, and that backspace takes back. */
  private shownCount = 0;

  readKeys(typed: string): ConsoleKeys {
    const text = typed.replace(/\r\n?/g, '\n');
    const isEscapeSequence = text.startsWith('\x1b');
    const echo = isEscapeSequence ? '' : [...text].map((character) => this.echo(character)).join('');
    return { bytes: new TextEncoder().encode(text), echo };
  }

  /** A new script knows nothing of what was typed before. */
  reset(): void {
    this.shownCount = 0;
  }

  private echo(character: string): string {
    if (character === '\n') {
      this.shownCount = 0;
      return '\n';
    }
    if (character === '\x7f' || character === '\b') {
      if (this.shownCount === 0) return '';
      this.shownCount -= 1;
      return '\b \b';
    }
    if (unprintable.test(character)) return '';
    this.shownCount += 1;
    return character;
  }
}
