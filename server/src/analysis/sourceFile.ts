/** One Python source with what the engine knows of it alone: its tree and its scopes. An edit makes a new one, to which nodes of the old one pass: that is void then. */
import type { Module, Node } from '../syntax/ast';
import { parse, type ParsedSource, type TextChange } from '../syntax/parse';
import { bind, type Scopes } from './scopes';

export interface SourceFile {
  readonly uri: string;
  /** Of a file of the API data, as scripts import it; undefined for the user's files. */
  readonly stubName: string | undefined;
  readonly source: ParsedSource;
  readonly scopes: Scopes;
}

export interface SourceFileOptions {
  readonly uri: string;
  readonly text: string;
  readonly stubName?: string;
  readonly previous?: { readonly file: SourceFile; readonly changes: readonly TextChange[] };
}

export function makeSourceFile({ uri, text, stubName, previous }: SourceFileOptions): SourceFile {
  const source = parse(text, previous && { source: previous.file.source, changes: previous.changes });
  const file = { uri, stubName, source, scopes: bind(source.module) };
  filesByModule.set(source.module, file);
  return file;
}

const filesByModule = new WeakMap<Module, SourceFile>();

/** The file that a node is in. */
export function fileOf(node: Node): SourceFile {
  let root = node;
  while (root.parent) root = root.parent;
  const file = root.kind === 'module' ? filesByModule.get(root) : undefined;
  if (file === undefined) throw new Error(`A ${root.kind} at offset ${root.from} belongs to no file.`);
  return file;
}
