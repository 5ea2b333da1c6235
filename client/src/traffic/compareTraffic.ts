/** *Compare Runs…*: two runs, of the log or of files, side by side in VS Code's own diff editor, without what is chance in them. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../../shared/src';
import type { RecordedRun } from '../../../traffic/src';
import type { LoggedRun, TrafficLog } from '../panel/trafficLog';
import { trafficTools } from '../panel/trafficTools';
import { tellFailure } from '../ui/tellFailure';
import { chooseSavedRun, recordedRun, runDescription } from './loggedRuns';

const SCHEME = 'micropython-traffic';

type Choice = vscode.QuickPickItem & { readonly run?: LoggedRun };

export class RunComparison implements Disposable, vscode.TextDocumentContentProvider {
  private readonly store = new DisposableStore();
  private readonly texts = new Map<string, string>();
  private count = 0;

  constructor(private readonly log: TrafficLog) {
    this.store.add(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.store.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())));
  }

  provideTextDocumentContent(uri: vscode.Uri): string | undefined {
    return this.texts.get(uri.toString());
  }

  /** `files` are given by tests in place of the questions. */
  compare(files?: readonly vscode.Uri[]): Promise<void> {
    return tellFailure(() => this.open(files));
  }

  private async open(files: readonly vscode.Uri[] | undefined): Promise<void> {
    const left = await this.side('Which run is on the left?', files?.[0]);
    const right = left && (await this.side('Which run is on the right?', files?.[1]));
    if (!left || !right) return;
    const title = `${left.title} ↔ ${right.title}`;
    await vscode.commands.executeCommand('vscode.diff', left.uri, right.uri, title);
  }

  dispose(): void {
    this.store.dispose();
  }

  private async side(placeHolder: string, file: vscode.Uri | undefined): Promise<{ uri: vscode.Uri; title: string } | undefined> {
    const run = await (file ? fromFile(file) : this.ask(placeHolder));
    if (!run) return undefined;
    const { runTextInSlices } = await trafficTools();
    const title = `${run.facts.script} on ${run.facts.target}`;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${++this.count}/${path.basename(run.facts.script)}.txt` });
    this.texts.set(uri.toString(), await runTextInSlices(run));
    return { uri, title };
  }

  private async ask(placeHolder: string): Promise<RecordedRun | undefined> {
    const runs = this.log.runs.filter((run) => run.firstIndex < this.log.nextIndex).reverse();
    const items: Choice[] = [
      ...runs.map((run) => ({ label: run.facts.script, description: runDescription(run), run })),
      { label: 'A saved run…', iconPath: new vscode.ThemeIcon('folder-opened') },
    ];
    const choice = await vscode.window.showQuickPick(items, { placeHolder });
    if (!choice) return undefined;
    if (choice.run) return recordedRun(this.log, choice.run);
    const file = await chooseSavedRun(placeHolder);
    return file && fromFile(file);
  }
}

async function fromFile({ fsPath }: vscode.Uri): Promise<RecordedRun> {
  const { openRun } = await trafficTools();
  return openRun(fsPath);
}
