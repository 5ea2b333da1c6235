/** *Run on Simulated ESP32* and *Run on Board*: runs the Python document as it is shown, saved or not. */
import * as vscode from 'vscode';
import type { Notice } from '../../../shared/src';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { commandIds } from '../commandIds';
import type { FileChoices } from '../language/fileChoices';
import type { RunController } from '../runController';
import { isTrusted } from '../ui/workspaceTrust';
import { findDocument, isPython, scriptOf, type ScriptSource, unsavedNeighbours } from '../scriptSource';
import { boardOptions, readSettings, section, type Settings } from '../settings';
import type { TracebackPlaces } from '../ui/tracebackLinks';

export interface RunScriptParts {
  readonly controller: RunController;
  readonly places: TracebackPlaces;
  /** Where the simulated board keeps its files; absent for a board at a port. */
  readonly image?: WindowBoardImage;
  /** Whether a run has the board, now or after the user has decided. */
  readonly claimLine: () => Promise<boolean>;
  readonly choices: FileChoices;
}

export async function runScript({ controller, places, image, claimLine, choices }: RunScriptParts, uri?: vscode.Uri): Promise<void> {
  if (!(await isTrusted())) return;
  const document = await findDocument(uri);
  if (!document || !isPython(document)) return offerExample();
  if (!(await claimLine())) return;
  const source = scriptOf(document);
  const settings = readSettings(document.uri);
  places.remember(source);
  choices.ranOnBoard(document.uri.toString());
  controller.run({
    script: source.script,
    document: source.uri.toString(),
    options: boardOptions(settings, image?.file),
    notices: image ? warnings(source, settings) : unsavedWarnings(source),
  });
}

/** *Run Selection on Board*: the lines that are selected, with what the script has made on the board before. */
export async function runSelection({ controller, places }: Pick<RunScriptParts, 'controller' | 'places'>): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (!(await isTrusted()) || !editor || !isPython(editor.document)) return;
  const source = scriptOf(editor.document);
  const script = { ...source.script, source: linesToRun(editor.document, editor.selection) };
  places.remember(source);
  const document = source.uri.toString();
  controller.run({ script, document, options: { ...boardOptions(readSettings(editor.document.uri)), keepsState: true } });
}

/** Whole lines, less the indentation that they share, and as far down as they are in the file, so that a traceback tells their numbers. */
function linesToRun(document: vscode.TextDocument, { start, end }: vscode.Selection): string {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const lines = document.getText(new vscode.Range(start.line, 0, last + 1, 0)).split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const shared = indents.length > 0 ? Math.min(...indents) : 0;
  return '\n'.repeat(start.line) + lines.map((line) => line.slice(Math.min(shared, line.length))).join('\n');
}

function warnings(source: ScriptSource, { aliases, accessPoints }: Settings): Notice[] {
  const invalid = aliases.invalidNames.map(
    (name) => `The setting ${section}.simulator.aliases is ignored for ${JSON.stringify(name)}: it should be "host" or "host:port".`,
  );
  const unusable = accessPoints.problems.map((problem) => `The setting ${section}.simulator.accessPoints is ignored in part: ${problem}.`);
  return [...unsavedWarnings(source), ...[...invalid, ...unusable].map(asWarning)];
}

function unsavedWarnings(source: ScriptSource): Notice[] {
  return unsavedNeighbours(source).map((name) => asWarning(`${name} has unsaved changes; an import takes the saved file.`));
}

function asWarning(text: string): Notice {
  return { severity: 'warning', text };
}

async function offerExample(): Promise<void> {
  const open = 'Open the Example';
  const message = 'There is no MicroPython script to run. Open a Python file first, or begin with the example.';
  if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.commands.executeCommand(commandIds.openExample);
}
