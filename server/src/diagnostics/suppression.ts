/** `# noqa` at the end of a line silences what is found on it, `# noqa: code, code` those codes. */
import { lineAt } from '../syntax/parse';
import type { SourceFile } from '../analysis/sourceFile';

const NOQA = /#\s*noqa\b(?:\s*:\s*([\w\-, ]+))?/i;

export function isSuppressed({ source }: SourceFile, { from, code }: { readonly from: number; readonly code: string }): boolean {
  const line = lineAt(source, from);
  const text = source.text.slice(source.lineStarts[line], source.lineStarts[line + 1]);
  if (!text.includes('#')) return false;
  const match = NOQA.exec(text);
  if (match === null) return false;
  const codes = match[1]?.split(/[\s,]+/).filter(Boolean);
  return codes === undefined || codes.includes(code);
}
