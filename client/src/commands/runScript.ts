/** *Run on Simulated ESP32*: runs the Python document as it is shown, saved or not. */
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
  readonly image: WindowBoardImage;
  /** Whether a run has the board's line, now or after the user has taken it back. */
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
    options: boardOptions(settings, image.file),
    notices: warnings(source, settings),
  });
}

function warnings(source: ScriptSource, { aliases, accessPoints }: Settings): Notice[] {
  const unsaved = unsavedNeighbours(source).map((name) => `${name} has unsaved changes; an import takes the saved file.`);
  const invalid = aliases.invalidNames.map(
    (name) => `The setting ${section}.simulator.aliases is ignored for ${JSON.stringify(name)}: it should be "host" or "host:port".`,
  );
  const unusable = accessPoints.problems.map((problem) => `The setting ${section}.simulator.accessPoints is ignored in part: ${problem}.`);
  return [...unsaved, ...invalid, ...unusable].map((text) => ({ severity: 'warning', text }));
}

async function offerExample(): Promise<void> {
  const open = 'Open the Example';
  const message = 'There is no MicroPython script to run. Open a Python file first, or begin with the example.';
  if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.commands.executeCommand(commandIds.openExample);
}
