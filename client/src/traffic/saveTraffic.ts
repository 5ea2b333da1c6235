/** *Save Traffic…*: a run of the log as a file, in the format that its extension names. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TrafficLog } from '../panel/trafficLog';
import { trafficTools } from '../panel/trafficTools';
import { tellFailure } from '../ui/tellFailure';
import { chooseRun, recordedRun } from './loggedRuns';

const FILTERS = {
  'Recorded run (opened again here)': ['ndjson'],
  'Packets for Wireshark': ['pcapng'],
  'HTTP archive': ['har'],
};

/** `target` is given by tests in place of the dialog. */
export async function saveTraffic(log: TrafficLog, target?: vscode.Uri): Promise<void> {
  const run = await chooseRun(log, 'Which run is to be saved?');
  if (!run) return;
  const uri = target ?? (await askWhere(run.facts.script));
  if (!uri) return;
  const { runFormatOf, RUN_FORMATS, saveRun } = await trafficTools();
  const format = runFormatOf(uri.fsPath);
  if (!format) {
    const known = RUN_FORMATS.map((name) => `.${name}`).join(', ');
    void vscode.window.showErrorMessage(`${path.basename(uri.fsPath)} was not saved: its extension names no format. There are ${known}.`);
    return;
  }
  const title = `Saving traffic as ${path.basename(uri.fsPath)}`;
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await tellFailure(() =>
    vscode.window.withProgress(progress, async (_, token) => {
      const recorded = await recordedRun(log, run, token);
      if (recorded) await saveRun(uri.fsPath, recorded, format);
    }),
  );
}

async function askWhere(script: string): Promise<vscode.Uri | undefined> {
  const name = `${path.basename(script, '.py') || 'traffic'}.ndjson`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  return vscode.window.showSaveDialog({
    title: 'Save Traffic',
    filters: FILTERS,
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
  });
}
