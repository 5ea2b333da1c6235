/**
 * Makes `File "http_get.py", line 12` in the target's terminal a link to that very line, also when the file was
 * imported from below the script's folder and when the script was never saved.
 */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { ScriptSource } from '../scriptSource';
import { framesIn, type TracebackFrame } from './traceback';

export interface TracebackLink extends vscode.TerminalLink {
  readonly uri: vscode.Uri;
  readonly line: number;
}

const NAMELESS = '<stdin>';

/** Knows which editor or file the names in tracebacks stand for. */
export class TracebackPlaces {
  /** By the name that tracebacks print; the terminal may still show runs of other scripts. */
  private readonly sources = new Map<string, ScriptSource>();
  private latest: ScriptSource | undefined;

  remember(source: ScriptSource): void {
    this.sources.set(source.script.name, source);
    // A board at a port has the script without its name.
    this.sources.set(NAMELESS, source);
    this.latest = source;
  }

  /** The document that last ran under this name. */
  scriptNamed(name: string): vscode.Uri | undefined {
    return this.sources.get(name)?.uri;
  }

  /** Undefined if there is no such file. */
  async resolve({ file }: Pick<TracebackFrame, 'file'>): Promise<vscode.Uri | undefined> {
    // A module that was sent along lies in a folder of its own on the board.
    const name = path.posix.normalize(file).replace(/^\/(imports\/)?/, '');
    const source = this.sources.get(name);
    if (source) return source.uri;
    const folder = this.latest?.script.folder;
    if (folder === undefined || name.startsWith('..')) return undefined;
    const uri = vscode.Uri.file(path.join(folder, name));
    return vscode.workspace.fs.stat(uri).then(
      () => uri,
      () => undefined, // A module that comes with the board, or a file that the script made there.
    );
  }
}

export class TracebackLinks implements vscode.TerminalLinkProvider<TracebackLink> {
  constructor(
    private readonly places: TracebackPlaces,
    private readonly owns: (terminal: vscode.Terminal) => boolean,
  ) {}

  async provideTerminalLinks(context: vscode.TerminalLinkContext): Promise<TracebackLink[]> {
    return this.owns(context.terminal) ? this.find(context.line) : [];
  }

  /** The links in one line of output. */
  async find(text: string): Promise<TracebackLink[]> {
    const links = framesIn(text).map(async (frame): Promise<TracebackLink[]> => {
      const uri = await this.places.resolve(frame);
      return uri ? [{ startIndex: frame.start, length: frame.length, tooltip: 'Go to this line', uri, line: frame.line }] : [];
    });
    return (await Promise.all(links)).flat();
  }

  async handleTerminalLink({ uri, line }: TracebackLink): Promise<void> {
    await showLine(uri, line);
  }
}

/** Opens the file and selects the line, which counts from 1. */
export async function showLine(uri: vscode.Uri, line: number): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { range } = document.lineAt(Math.min(document.lineCount, Math.max(1, line)) - 1);
  await vscode.window.showTextDocument(document, { selection: range, preview: false });
}
