/** What the user said of single files: that they are MicroPython, or that they are not. Remembered for the workspace. */
import type * as vscode from 'vscode';
import { Emitter, type Disposable } from '../../../shared/src';

const KEY = 'language.fileChoices';

export class FileChoices implements Disposable {
  private readonly change = new Emitter<void>();
  readonly onDidChange = this.change.event;

  constructor(private readonly memory: vscode.Memento) {}

  /** By the file's URI. */
  get all(): Readonly<Record<string, boolean>> {
    return this.memory.get<Record<string, boolean>>(KEY, {});
  }

  choose(uri: string, isMicroPython: boolean): void {
    if (this.all[uri] === isMicroPython) return;
    void this.memory.update(KEY, { ...this.all, [uri]: isMicroPython });
    this.change.fire();
  }

  /** Whoever runs a file on the board says that it is MicroPython, whatever was said before. */
  ranOnBoard(uri: string): void {
    this.choose(uri, true);
  }

  dispose(): void {
    this.change.dispose();
  }
}
