/**
 * The exception that ended a run, as a problem at the line that raised it, until the next run: with what its number means, and with the
 * calls that led there.
 */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore, explanationText } from '../../../shared/src';
import type { RunController, RunEnd } from '../runController';
import { framesIn, summarizeTraceback, type TracebackFrame } from './traceback';
import type { TracebackPlaces } from './tracebackLinks';

/** What VS Code names as where such a problem comes from. */
export const EXCEPTION_SOURCE = 'MicroPython, at the last run';

export function showExceptionProblems(controllers: readonly RunController[], places: TracebackPlaces): Disposable {
  const store = new DisposableStore();
  const problems = store.add(vscode.languages.createDiagnosticCollection('micropythonSockets.exception'));
  let turn = 0;
  for (const { onDidStart, onDidEnd } of controllers) {
    store.add(
      onDidStart(() => {
        turn++;
        problems.clear();
      }),
    );
    store.add(
      onDidEnd((end) => {
        const shownTurn = turn;
        void problemOf(end, places).then((found) => {
          if (found && shownTurn === turn) problems.set(found.uri, [found.problem]);
        });
      }),
    );
  }
  return store;
}

/** Undefined for a run that ended otherwise, and for an exception that no line of the user's raised. */
async function problemOf(
  { result }: RunEnd,
  places: TracebackPlaces,
): Promise<{ readonly uri: vscode.Uri; readonly problem: vscode.Diagnostic } | undefined> {
  if (result.kind !== 'exception') return undefined;
  const located = await Promise.all(framesIn(result.traceback).map((frame) => locate(frame, places)));
  const calls = located.filter((place) => place !== undefined);
  const innermost = calls.at(-1);
  if (!innermost) return undefined;
  const explanation = result.osError ? explanationText(result.osError) : undefined;
  const { cause } = summarizeTraceback(result.traceback);
  const problem = new vscode.Diagnostic(innermost.range, explanation === undefined ? cause : `${cause}\n${explanation}`);
  problem.source = EXCEPTION_SOURCE;
  problem.relatedInformation = calls
    .slice(0, -1)
    .reverse()
    .map(({ uri, range }) => new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), 'called from here'));
  return { uri: innermost.uri, problem };
}

async function locate(frame: TracebackFrame, places: TracebackPlaces): Promise<vscode.Location | undefined> {
  const uri = await places.resolve(frame);
  if (!uri) return undefined;
  const document = await vscode.workspace.openTextDocument(uri);
  const { text, range } = document.lineAt(Math.min(document.lineCount, Math.max(1, frame.line)) - 1);
  return new vscode.Location(uri, range.with(range.start.translate(0, text.length - text.trimStart().length)));
}
