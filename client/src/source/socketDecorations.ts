/**
 * Behind each line that used a socket in the latest run, what it last did, if the user wants to see it; else nothing looks at the run's
 * records. The lines are followed while the text is edited, until the next run begins. The editor's text itself is never changed.
 */
import * as vscode from 'vscode';
import { DisposableStore, Emitter, type Disposable, type Event } from '../../../shared/src';
import { commandIds } from '../commandIds';
import { isPython } from '../scriptSource';
import type { TrafficLog } from '../panel/trafficLog';
import { section } from '../settings';
import type { TracebackPlaces } from '../ui/tracebackLinks';
import { activityRows, activityText, failedAtLast, failureExplanation } from './activityText';
import { EditedLines } from './editedLines';
import { LineActivities, type LineActivity } from './lineActivity';
import type { LineChange } from './lineTracker';

const SETTING = 'editor.socketActivity';
/** At most five times a second. */
const INTERVAL_MS = 200;

/** What stands behind a line, which counts from 0. */
export interface ShownLine {
  readonly line: number;
  readonly text: string;
}

export interface ShownActivity extends Disposable {
  /** What is shown has been brought up to date. */
  readonly onDidUpdate: Event<void>;
  in(uri: vscode.Uri): readonly ShownLine[];
}

export function showSocketActivity(log: TrafficLog, places: TracebackPlaces): ShownActivity {
  const store = new DisposableStore();
  const activities = store.add(new LineActivities(log));
  const decorations = store.add(new SocketDecorations(activities, places));
  const followIfWanted = (): void => {
    if (isWanted()) activities.follow();
    else activities.rest();
    decorations.updateSoon();
  };
  store.add(vscode.commands.registerCommand(commandIds.showSocketActivity, () => setWanted(true)));
  store.add(vscode.commands.registerCommand(commandIds.hideSocketActivity, () => setWanted(false)));
  store.add(log.onDidBeginRun(({ facts }) => decorations.begin(facts.script)));
  store.add(activities.onDidChange(() => decorations.updateSoon()));
  store.add(vscode.window.onDidChangeVisibleTextEditors(() => decorations.updateSoon()));
  store.add(vscode.workspace.onDidOpenTextDocument((document) => decorations.opened(document)));
  store.add(vscode.workspace.onDidChangeTextDocument((event) => decorations.edited(event)));
  store.add(vscode.workspace.onDidSaveTextDocument((document) => decorations.saved(document)));
  store.add(vscode.workspace.onDidCloseTextDocument((document) => decorations.closed(document)));
  store.add(vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration(`${section}.${SETTING}`) && followIfWanted()));
  vscode.workspace.textDocuments.forEach((document) => decorations.opened(document));
  followIfWanted();
  return { onDidUpdate: decorations.onDidUpdate, in: (uri) => decorations.in(uri), dispose: () => store.dispose() };
}

function isWanted(): boolean {
  return vscode.workspace.getConfiguration(section).get(SETTING) === true;
}

/** Where the setting has a value that counts, else for the user. */
async function setWanted(wanted: boolean): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const { workspaceFolderValue, workspaceValue } = configuration.inspect(SETTING) ?? {};
  const { WorkspaceFolder, Workspace, Global } = vscode.ConfigurationTarget;
  const target = workspaceFolderValue !== undefined ? WorkspaceFolder : workspaceValue !== undefined ? Workspace : Global;
  await configuration.update(SETTING, wanted, target);
}

class SocketDecorations implements Disposable {
  private readonly fine = vscode.window.createTextEditorDecorationType({ after: afterStyle('editorCodeLens.foreground') });
  private readonly failed = vscode.window.createTextEditorDecorationType({ after: afterStyle('editorError.foreground') });
  private readonly lines = new EditedLines();
  /** By the file's name in records. */
  private documents = new Map<string, Promise<vscode.Uri | undefined>>();
  private readonly shown = new Map<vscode.TextEditor, readonly ShownLine[]>();
  private readonly updated = new Emitter<void>();
  readonly onDidUpdate = this.updated.event;
  private timer: NodeJS.Timeout | undefined;
  private turn = 0;

  constructor(
    private readonly activities: LineActivities,
    private readonly places: TracebackPlaces,
  ) {}

  in(uri: vscode.Uri): readonly ShownLine[] {
    return [...this.shown].find(([{ document }]) => document.uri.toString() === uri.toString())?.[1] ?? [];
  }

  begin(script: string): void {
    this.documents = new Map();
    this.lines.begin(this.places.scriptNamed(script)?.toString());
    this.updateSoon();
  }

  opened(document: vscode.TextDocument): void {
    if (isPython(document)) this.lines.opened(document.uri.toString(), document);
  }

  edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (!isPython(document)) return;
    this.lines.edited(document.uri.toString(), lineChanges(document, contentChanges), document);
    // What was drawn moves with the text, but what was deleted must go.
    if (contentChanges.some((change) => addedLines(change) !== 0)) this.updateSoon();
  }

  saved(document: vscode.TextDocument): void {
    this.lines.saved(document.uri.toString());
  }

  closed(document: vscode.TextDocument): void {
    this.lines.closed(document.uri.toString());
  }

  updateSoon(): void {
    if (!this.activities.isFollowing && this.shown.size === 0) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.update();
    }, INTERVAL_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.turn++;
    this.fine.dispose();
    this.failed.dispose();
    this.updated.dispose();
  }

  private async update(): Promise<void> {
    const turn = ++this.turn;
    const { visibleTextEditors } = vscode.window;
    const shown = await this.byDocument();
    if (turn !== this.turn) return;
    for (const editor of visibleTextEditors) {
      const lines = shown.get(editor.document.uri.toString()) ?? [];
      if (lines.length === 0 && !this.shown.has(editor)) continue;
      this.decorate(editor, lines);
    }
    for (const editor of this.shown.keys()) if (!visibleTextEditors.includes(editor)) this.shown.delete(editor);
    this.updated.fire();
  }

  private async byDocument(): Promise<ReadonlyMap<string, readonly LineActivity[]>> {
    const shown = new Map<string, readonly LineActivity[]>();
    for (const file of this.activities.fileNames) {
      const uri = this.documents.get(file) ?? this.places.resolve({ file });
      this.documents.set(file, uri);
      const key = (await uri)?.toString();
      if (key !== undefined) shown.set(key, this.activities.in(file));
    }
    return shown;
  }

  private decorate(editor: vscode.TextEditor, lines: readonly LineActivity[]): void {
    const { document } = editor;
    const fine: vscode.DecorationOptions[] = [];
    const failed: vscode.DecorationOptions[] = [];
    const shown: ShownLine[] = [];
    for (const activity of lines) {
      const line = this.lines.now(document.uri.toString(), activity.line - 1);
      if (line === undefined || line >= document.lineCount) continue;
      (failedAtLast(activity) ? failed : fine).push(decoration(document.lineAt(line).range.end, activity));
      shown.push({ line, text: activityText(activity) });
    }
    editor.setDecorations(this.fine, fine);
    editor.setDecorations(this.failed, failed);
    if (shown.length > 0) this.shown.set(editor, shown);
    else this.shown.delete(editor);
  }
}

function afterStyle(color: string): vscode.ThemableDecorationAttachmentRenderOptions {
  return { margin: '0 0 0 3ch', color: new vscode.ThemeColor(color) };
}

function decoration(end: vscode.Position, activity: LineActivity): vscode.DecorationOptions {
  return {
    range: new vscode.Range(end, end),
    hoverMessage: hover(activity),
    renderOptions: { after: { contentText: activityText(activity) } },
  };
}

function hover(activity: LineActivity): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString();
  markdown.isTrusted = { enabledCommands: [commandIds.revealRow] };
  markdown.appendMarkdown('**In the latest run**\n\n');
  for (const { text, index } of activityRows(activity)) {
    markdown.appendMarkdown('- ');
    markdown.appendText(text);
    markdown.appendMarkdown(` — [show in Sockets](command:${commandIds.revealRow}?${encodeURIComponent(JSON.stringify([index]))})\n`);
  }
  const explanation = failureExplanation(activity);
  if (explanation !== undefined) {
    markdown.appendMarkdown('\n');
    markdown.appendText(explanation);
  }
  return markdown;
}

function lineChanges(
  document: vscode.TextDocument,
  contentChanges: readonly vscode.TextDocumentContentChangeEvent[],
): readonly LineChange[] {
  let lines = contentChanges.reduce((sum, change) => sum + addedLines(change), 0);
  // The last change of the text comes first, so that the lines of those before it are still what they were.
  return contentChanges.map((change) => {
    const { start, end } = change.range;
    lines -= addedLines(change);
    const firstLine = Math.min(document.lineCount - 1, Math.max(0, start.line + lines));
    const before = document.lineAt(firstLine).text.slice(0, start.character);
    const lineCount = end.line - start.line + addedLines(change) + 1;
    return { start: start.line, end: end.line, lineCount, keepsFirst: before.trim() !== '' };
  });
}

function addedLines({ range, text }: vscode.TextDocumentContentChangeEvent): number {
  return (text.match(/\r\n|\r|\n/g)?.length ?? 0) - (range.end.line - range.start.line);
}
