/** Definitions, type definitions, references, highlights and renaming. What may look into many files can be cancelled between two of them. */
import {
  DocumentHighlightKind,
  ErrorCodes,
  LSPErrorCodes,
  ResponseError,
  type CancellationToken,
  type Position,
  type Range,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { fileOf, type SourceFile } from '../../analysis/sourceFile';
import { definitions, typeDefinitions } from '../../features/goTo';
import { nameAt } from '../../features/identity';
import { referencesIn, searchFor, type Reference, type Search } from '../../features/references';
import { prepareRename, renameProblem } from '../../features/rename';
import { rangeOf } from '../positions';
import type { UserFileIndex } from '../userFileIndex';
import { locationOf, type HandlerContext } from './context';

export const NAVIGATION_CAPABILITIES = {
  definitionProvider: true,
  typeDefinitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
};

export function handleNavigation(context: HandlerContext, index: UserFileIndex): void {
  const { connection, engine, at } = context;
  connection.onDefinition(({ textDocument, position }) =>
    at(textDocument.uri, position, (file, offset) => definitions(engine, file, offset).map(locationOf)),
  );
  connection.onTypeDefinition(({ textDocument, position }) =>
    at(textDocument.uri, position, (file, offset) => typeDefinitions(engine, file, offset).map(locationOf)),
  );
  connection.onDocumentHighlight(({ textDocument, position }) =>
    at(textDocument.uri, position, (file, offset) => {
      const search = searchAt(context, file, offset);
      const found = search ? referencesIn(engine, file, search.id, search.target) : [];
      return found.map(({ name, isBinding }) => ({
        range: rangeOf(file.source, name),
        kind: isBinding ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      }));
    }),
  );
  connection.onReferences(async ({ textDocument, position, context: { includeDeclaration } }, token) => {
    const found = await allReferences(context, index, textDocument.uri, position, token);
    return found
      .filter(({ isBinding }) => includeDeclaration || !isBinding)
      .map(({ file, name }) => locationOf({ file, from: name.from, to: name.to }));
  });
  connection.onPrepareRename(({ textDocument, position }): { range: Range; placeholder: string } | undefined =>
    at(textDocument.uri, position, (file, offset) => {
      const renaming = prepareRename(engine, file, offset);
      if (renaming.kind === 'refused') throw refusal(renaming.reason);
      return { range: rangeOf(file.source, renaming.name), placeholder: renaming.name.id };
    }),
  );
  connection.onRenameRequest(async ({ textDocument, position, newName }, token): Promise<WorkspaceEdit | undefined> => {
    const renaming = at(textDocument.uri, position, (file, offset) => prepareRename(engine, file, offset));
    if (renaming === undefined) return undefined;
    if (renaming.kind === 'refused') throw refusal(renaming.reason);
    if (renaming.name.id === newName) return { changes: {} };
    const found = await allReferences(context, index, textDocument.uri, position, token);
    const problem = renameProblem(engine, found, newName);
    if (problem !== undefined) throw refusal(problem);
    const changes: Record<string, TextEdit[]> = {};
    for (const { file, name } of found) (changes[file.uri] ??= []).push({ range: rangeOf(file.source, name), newText: newName });
    return { changes };
  });
}

function refusal(reason: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidRequest, reason);
}

function searchAt({ engine }: HandlerContext, file: SourceFile, offset: number): Search | undefined {
  const name = nameAt(file, offset);
  return name && searchFor(engine, name);
}

async function allReferences(
  context: HandlerContext,
  index: UserFileIndex,
  uri: string,
  position: Position,
  token: CancellationToken,
): Promise<Reference[]> {
  const start = context.at(uri, position, (file, offset) => ({ file, search: searchAt(context, file, offset) }));
  if (start?.search === undefined) return [];
  const { id, target, isLocal } = start.search;
  const { program } = context.engine;
  const { generation } = program;
  const seen = new Set<SourceFile>();
  const found: Reference[] = [];
  const lookInto = (file: SourceFile): void => {
    if (seen.has(file)) return;
    seen.add(file);
    found.push(...referencesIn(context.engine, file, id, target));
  };
  lookInto(start.file);
  if (isLocal) return found;
  for (const binding of target) lookInto(fileOf(binding.name));
  for (const other of index.filesMentioning(id)) {
    await nextTurn(token);
    // What was found is of texts that an edit made void.
    if (program.generation !== generation) throw new ResponseError(LSPErrorCodes.ContentModified, 'A file changed meanwhile.');
    if (context.fileAt(other.uri)) lookInto(other);
  }
  return found;
}

/** Lets messages in, a cancellation among them. */
export async function nextTurn(token: CancellationToken): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'The request was cancelled.');
}
