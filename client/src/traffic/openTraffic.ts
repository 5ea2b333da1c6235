/** *Open Traffic…*: a saved run is shown in the panel as if it had just ended. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RecordedRun } from '../../../traffic/src';
import type { SocketRecord } from '../../../shared/src';
import type { TrafficLog } from '../panel/trafficLog';
import type { TrafficPanel } from '../panel/trafficPanel';
import { trafficTools } from '../panel/trafficTools';
import { tellFailure } from '../ui/tellFailure';
import { chooseSavedRun } from './loggedRuns';

/** Entries that are added in one piece, so that the window stays usable. */
const SLICE = 500;

export interface OpenTrafficParts {
  readonly log: TrafficLog;
  readonly panel: TrafficPanel;
  /** A run would add its records to those of the file. */
  readonly isRunning: () => boolean;
}

/** `source` is given by tests in place of the dialog. */
export async function openTraffic({ log, panel, isRunning }: OpenTrafficParts, source?: vscode.Uri): Promise<void> {
  if (isRunning()) {
    void vscode.window.showInformationMessage('A script runs, and its traffic is shown. Stop it to open saved traffic.');
    return;
  }
  const uri = source ?? (await chooseSavedRun('Open Traffic'));
  if (!uri) return;
  const name = path.basename(uri.fsPath);
  const title = `Opening ${name}`;
  const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const read = async (token: vscode.CancellationToken): Promise<void> => {
    const { openRun } = await trafficTools();
    const run = await openRun(uri.fsPath);
    if (token.isCancellationRequested || isRunning()) return;
    if (!panel.keepsRuns) log.clear();
    log.beginRun(run.facts);
    const { script, target } = run.facts;
    panel.setRun({ script, target, state: 'ended', ending: { tone: 'done', text: `opened from ${name}` } });
    await addTo(log, run, token);
  };
  await tellFailure(() => vscode.window.withProgress(progress, (_, token) => read(token)));
}

async function addTo(log: TrafficLog, run: RecordedRun, token: vscode.CancellationToken): Promise<void> {
  for (let start = 0; start < run.entries.length && !token.isCancellationRequested; start += SLICE) {
    let records: SocketRecord[] = [];
    const add = (droppedCount: number): void => {
      log.append(records, droppedCount);
      records = [];
    };
    for (const entry of run.entries.slice(start, start + SLICE)) {
      if (entry.kind === 'operation') records.push(entry.record);
      else add(entry.count);
    }
    add(0);
    await log.settled();
    await new Promise(setImmediate);
  }
}
