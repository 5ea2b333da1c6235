/**
 * Python code with places in it that the user may change: written once, and rendered as plain text or as a snippet of the
 * editor. A line begins with one tab for each level of indentation, as snippets have it.
 */

/** A place to change, and what stands there at first. The same number twice is the same place. */
export interface Stop {
  readonly number: number;
  readonly text: string;
}

export type Line = readonly (string | Stop)[];

/** A line of code: py`s.settimeout(${TIMEOUT})`. */
export function py(strings: TemplateStringsArray, ...values: readonly (string | Stop)[]): Line {
  return strings.raw.flatMap((text, index) => [text, ...values.slice(index, index + 1)]);
}

export function indented(lines: readonly Line[]): Line[] {
  return lines.map((line) => (line.length === 0 ? line : ['\t', ...line]));
}

export function toPlain(lines: readonly Line[], indentation = '    '): string {
  return lines
    .map((line) => line.map((part) => (typeof part === 'string' ? part : part.text)).join(''))
    .map((line) => line.replace(/^\t+/, (tabs) => indentation.repeat(tabs.length)))
    .join('\n');
}

/** Text of a snippet; the last place of the cursor is not in it. */
export function toSnippet(lines: readonly Line[]): string {
  const seen = new Set<number>();
  const place = ({ number, text }: Stop): string => {
    if (seen.has(number)) return `\${${number}}`;
    seen.add(number);
    return `\${${number}:${escapeSnippet(text)}}`;
  };
  return lines.map((line) => line.map((part) => (typeof part === 'string' ? escapeSnippet(part) : place(part))).join('')).join('\n');
}

function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, String.raw`\$&`);
}
