/** Open documents: keeps the engine's files at what the editor shows. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { stubNameOf, type Program } from '../analysis/program';
import type { TextChange } from '../syntax/parse';

export class Documents {
  private readonly open = new Map<string, TextDocument>();

  constructor(private readonly program: Program) {}

  opened({ uri, languageId, version, text }: { uri: string; languageId: string; version: number; text: string }): void {
    // The API data has its text already, and nobody can edit it.
    if (stubNameOf(uri) !== undefined) return;
    this.open.set(uri, TextDocument.create(uri, languageId, version, text));
    this.program.setOpen(uri, text);
  }

  changed(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): void {
    const document = this.open.get(uri);
    if (document === undefined) return;
    const before = document.getText();
    this.open.set(uri, TextDocument.update(document, [...changes], version));
    const after = document.getText();
    this.program.setOpen(uri, after, changesBetween(before, after));
  }

  closed(uri: string): void {
    if (this.open.delete(uri)) this.program.setClosed(uri);
  }

  version(uri: string): number | undefined {
    return this.open.get(uri)?.version;
  }

  uris(): Iterable<string> {
    return this.open.keys();
  }
}

/** The one stretch in which two texts differ. */
export function changesBetween(before: string, after: string): TextChange[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)) end++;
  return [{ fromA: start, toA: before.length - end, fromB: start, toB: after.length - end }];
}
