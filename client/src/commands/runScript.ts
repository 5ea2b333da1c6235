/** *Run on Simulated ESP32*: runs the Python document as it is shown, saved or not. */
import * as vscode from 'vscode';
import type { Notice } from '../../../shared/src';
import type { WindowBoardImage } from '../boardFiles/boardImage';
import { commandIds } from '../commandIds';
import type { RunController } from '../runController';
import { findDocument, isPython, scriptOf, type ScriptSource, unsavedNeighbours } from '../scriptSource';
import { readSettings, section, type Settings } from '../settings';
import type { TracebackPlaces } from '../ui/tracebackLinks';

export interface RunScriptParts {
  readonly controller: RunController;
  readonly places: TracebackPlaces;
  readonly image: WindowBoardImage;
}

export async function runScript({ controller, places, image }: RunScriptParts, uri?: vscode.Uri): Promise<void> {
  if (!vscode.workspace.isTrusted) return explainTrust();
  const document = await findDocument(uri);
  if (!document || !isPython(document)) return offerExample();
  const source = scriptOf(document);
  const settings = readSettings(document.uri);
  places.remember(source);
  controller.run({
    script: source.script,
    options: {
      network: settings.network,
      aliases: settings.aliases.aliases,
      accessPoints: settings.accessPoints.accessPoints,
      heapSizeBytes: settings.heapSizeBytes,
      ...(settings.keepsFiles ? { flashImage: image.file } : {}),
      recordSockets: true,
    },
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

async function explainTrust(): Promise<void> {
  const manage = 'Manage Workspace Trust';
  const message = 'Nothing runs in Restricted Mode: a script can reach your network. Trust this workspace to run its scripts.';
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

async function offerExample(): Promise<void> {
  const open = 'Open the Example';
  const message = 'There is no MicroPython script to run. Open a Python file first, or begin with the example.';
  if ((await vscode.window.showInformationMessage(message, open)) === open) await vscode.commands.executeCommand(commandIds.openExample);
}
