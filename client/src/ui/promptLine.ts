/**
 * Follows what a board sends, to know whether it is at its prompt and what has been typed there. A board tells that by nothing but
 * its prompt, as it does to a person.
 */
export type PromptState =
  /** At `>>> `, with this typed before the cursor and after it. */
  | { readonly kind: 'prompt'; readonly before: string; readonly after: string }
  /** At `... `, in a statement of several lines. */
  | { readonly kind: 'continued' }
  | { readonly kind: 'other' };

const PROMPT = '>>> ';
const CONTINUED = '... ';
/** No line that is typed is as long, with all its corrections. */
const MAX_LENGTH = 16_384;

export class PromptLine {
  /** As it was sent since the last end of a line. */
  private sent = '';

  take(text: string): void {
    const lineStart = text.lastIndexOf('\n') + 1;
    const line = lineStart > 0 ? text.slice(lineStart) : this.sent + text;
    this.sent = line.slice(0, MAX_LENGTH);
  }

  get state(): PromptState {
    if (this.sent.length === MAX_LENGTH) return { kind: 'other' };
    const { text, cursor } = shown(this.sent);
    if (text.startsWith(CONTINUED)) return { kind: 'continued' };
    if (!text.startsWith(PROMPT) || cursor < PROMPT.length) return { kind: 'other' };
    return { kind: 'prompt', before: text.slice(PROMPT.length, cursor), after: text.slice(cursor) };
  }
}

/** The line as a terminal shows it, after what a line editor does with it: back, forward, erase to the end. */
function shown(sent: string): { readonly text: string; readonly cursor: number } {
  let text = '';
  let cursor = 0;
  // eslint-disable-next-line no-control-regex -- that is what escape sequences begin with
  for (const [part, count, action] of sent.matchAll(/\x1b\[\??([\d;]*)([A-Za-z])|[^]/g)) {
    if (part === '\r') cursor = 0;
    else if (part === '\b' || action === 'D') cursor = Math.max(0, cursor - (Number(count) || 1));
    else if (action === 'C') cursor = Math.min(text.length, cursor + (Number(count) || 1));
    else if (action === 'K') text = text.slice(0, cursor);
    else if (part >= ' ') {
      text = text.slice(0, cursor) + part + text.slice(cursor + 1);
      cursor++;
    }
  }
  return { text, cursor };
}
