/** Runs of the log as recorded runs, and the question which one is meant. */
import * as vscode from 'vscode';
import type { RecordedEntry, RecordedRun } from '../../../traffic/src';
import type { LoggedRun, TrafficLog } from '../panel/trafficLog';

/** The run that is meant; asks if there are several. Undefined if the user gives none, or if there is none. */
export async function chooseRun(log: TrafficLog, placeHolder: string): Promise<LoggedRun | undefined> {
  const runs = log.runs.filter((run) => run.firstIndex < log.nextIndex);
  if (runs.length === 0) {
    void vscode.window.showInformationMessage('There is no traffic yet. Run a script that uses sockets, and try again.');
    return undefined;
  }
  if (runs.length === 1) return runs[0];
  const items = [...runs].reverse().map((run) => ({ label: run.facts.script, description: runDescription(run), run }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.run;
}

export function runDescription({ facts: { target, startedAt } }: LoggedRun): string {
  return `on ${target}, ${new Date(startedAt).toLocaleTimeString()}`;
}

/** Undefined if the user chooses none. */
export async function chooseSavedRun(title: string): Promise<vscode.Uri | undefined> {
  const filters = { 'Recorded traffic': ['ndjson', 'jsonl', 'har'], 'All files': ['*'] };
  return (await vscode.window.showOpenDialog({ title, filters }))?.[0];
}

/** All that is kept of a run; undefined if the user does not want it any more. */
export async function recordedRun(log: TrafficLog, run: LoggedRun, token: vscode.CancellationToken): Promise<RecordedRun | undefined>;
export async function recordedRun(log: TrafficLog, run: LoggedRun): Promise<RecordedRun>;
export async function recordedRun(log: TrafficLog, run: LoggedRun, token?: vscode.CancellationToken): Promise<RecordedRun | undefined> {
  const entries: RecordedEntry[] = [];
  for await (const chunk of log.from(run.firstIndex)) {
    if (token?.isCancellationRequested) return undefined;
    for (const entry of chunk) {
      if (entry.run !== run.number || entry.kind === 'run') continue;
      entries.push(entry.kind === 'gap' ? { kind: 'gap', count: entry.count } : { kind: 'operation', record: entry.record });
    }
  }
  return { facts: run.facts, entries };
}
