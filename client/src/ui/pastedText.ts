/**
 * How text of several lines is given to a board, so that it arrives as it is. At its prompt a board indents lines by itself, on top
 * of what they have, and an empty line ends a function; its paste mode does neither.
 */
import type { PromptState } from './promptLine';

const LINE_END_KEY = '\x05';
const PASTE_MODE = '\x05';
const PASTE_END = '\x04';
const ERASE_LINE = '\x15';

/** The keys for a paste; lines end with Enter's character. */
export function keysOfPaste(pasted: string, state: PromptState): string {
  const text = pasted.replaceAll(/\r?\n/g, '\r');
  if (state.kind === 'other') return text;
  const body = harmless(text).replace(/\r+$/, '');
  const isOneLine = !body.includes('\r');
  // Tab completes at the prompt.
  if (isOneLine || state.kind === 'continued') {
    const lines = body.replaceAll('\t', '    ').split('\r');
    return lines.join(`\r${ERASE_LINE}`) + (/\r+$/.exec(text)?.[0] ?? '');
  }
  const { before, after } = state;
  const isEmpty = before + after === '';
  // On a line with text the key for paste mode leads to the line's end.
  const clear = isEmpty ? '' : LINE_END_KEY + ERASE_LINE;
  return clear + PASTE_MODE + before + (isEmpty ? withoutMargin(body) : body) + after + PASTE_END;
}

/** Without what the line editor or paste mode would obey. */
function harmless(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is meant
  return text.replaceAll(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/g, '');
}

/** Lines of a method or of a loop's body, as if they had been written at the margin. */
function withoutMargin(text: string): string {
  const lines = text.split('\r');
  const margins = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  const margin = margins.reduce((shared, each) => {
    let length = 0;
    while (length < shared.length && shared[length] === each[length]) length++;
    return shared.slice(0, length);
  });
  return lines.map((line) => (line.startsWith(margin) ? line.slice(margin.length) : line.trimStart())).join('\r');
}
