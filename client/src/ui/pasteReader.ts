/**
 * Tells what was pasted from keys in what a terminal sends. A terminal that was asked to marks where a paste begins and ends; without
 * the marks, text with lines that arrives at once was pasted too. It does not know what the text is for.
 */
export type TerminalInput = { readonly kind: 'keys' | 'paste'; readonly text: string };

/** Written to a terminal, it marks pastes from now on. */
export const MARK_PASTES = '\x1b[?2004h';
const PASTE_BEGINS = '\x1b[200~';
const PASTE_ENDS = '\x1b[201~';

export class PasteReader {
  /** What was pasted so far, if its end is still to come. */
  private pasted: string | undefined;

  read(input: string): TerminalInput[] {
    const read: TerminalInput[] = [];
    const add = (kind: TerminalInput['kind'], text: string): void => void (text !== '' && read.push({ kind, text }));
    let rest = input;
    while (rest !== '') {
      if (this.pasted === undefined) {
        const [keys, after] = cut(rest, PASTE_BEGINS);
        add(hasLines(keys) ? 'paste' : 'keys', keys);
        if (after === undefined) break;
        this.pasted = '';
        rest = after;
      }
      // The mark itself may be cut.
      const [text, after] = cut(this.pasted + rest, PASTE_ENDS);
      this.pasted = after === undefined ? text : undefined;
      if (after === undefined) break;
      add('paste', text);
      rest = after;
    }
    return read;
  }
}

/** What is before the mark, and what is after it if it is there. */
function cut(text: string, mark: string): [string, string | undefined] {
  const index = text.indexOf(mark);
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + mark.length)];
}

/** Whether something follows the end of a line: no key sends that. */
function hasLines(text: string): boolean {
  return /[\r\n][^\r\n]/.test(text);
}
