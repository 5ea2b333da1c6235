/**
 * Where the simulated board of this window keeps its files, and what is in them. The simulator's code is loaded when it is
 * first asked for. What the board has is read anew each time, so that it is true also while a script runs.
 */
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { FileTree } from '../../../simulator/src';

const IMAGE_NAME = 'board-files.img';

export class WindowBoardImage {
  /** Absolute path of the image; there is none before a board has run. */
  readonly file: string;

  /** A window without a workspace has one together with all others of its kind. */
  constructor({ storageUri, globalStorageUri }: Pick<vscode.ExtensionContext, 'storageUri' | 'globalStorageUri'>) {
    this.file = path.join((storageUri ?? globalStorageUri).fsPath, IMAGE_NAME);
  }

  /** Rejects with a text for the user. */
  async tree(): Promise<FileTree> {
    const { readImage } = await import('../../../simulator/src');
    return readImage(this.file);
  }
}
