/** What every group of handlers is given: the connection, the engine, and the way from a document's address to the engine's file. */
import type { Connection, Location, Position } from 'vscode-languageserver';
import type { Evaluator } from '../../analysis/evaluator';
import type { SourceFile } from '../../analysis/sourceFile';
import { rangeOf } from '../positions';

export interface HandlerContext {
  readonly connection: Connection;
  readonly engine: Evaluator;
  /** Undefined for a document that is not answered. */
  readonly fileAt: (uri: string) => SourceFile | undefined;
  readonly at: <T>(uri: string, position: Position, answer: (file: SourceFile, offset: number) => T) => T | undefined;
}

export function locationOf({ file, from, to }: { readonly file: SourceFile; readonly from: number; readonly to: number }): Location {
  return { uri: file.uri, range: rangeOf(file.source, { from, to }) };
}
