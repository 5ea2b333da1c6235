/**
 * Keeps files of the board that are open in an editor as they are on the board: they are read again a moment after the board has
 * said something, at the end of a run, and when the board is reset or switched on or off.
 */
import * as vscode from 'vscode';
import { BOARD_SCHEME, type Disposable } from '../../../shared/src';
import type { BoardFileSystem } from './boardFileSystem';

const DELAY_MS = 500;

export class ShownBoardFiles implements Disposable {
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly files: BoardFileSystem) {}

  /** Something may have changed. */
  refreshSoon(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      // What cannot be read is told by whoever reads it; what is shown stays.
      this.files.refresh(shownFiles()).catch(() => undefined);
    }, DELAY_MS);
  }

  dispose(): void {
    clearTimeout(this.timer);
  }
}

function shownFiles(): vscode.Uri[] {
  return vscode.workspace.textDocuments.map(({ uri }) => uri).filter(({ scheme }) => scheme === BOARD_SCHEME);
}
