/** The Board view's end of the line to the extension host. */
import type { FromBoardView } from '../../../shared/src';

declare function acquireVsCodeApi(): { postMessage(message: FromBoardView): void };

export class BoardHost {
  private readonly api = acquireVsCodeApi();

  send(message: FromBoardView): void {
    this.api.postMessage(message);
  }
}

export type Send = (message: FromBoardView) => void;
