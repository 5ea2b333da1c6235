/** The file system of a board that is connected: whoever wants something of it holds its raw REPL for as long as that takes. */
import type { ConnectedBoard, RawOptions } from '../connectedBoard';
import { FileSession } from './fileSession';

export class BoardFiles {
  constructor(private readonly board: ConnectedBoard) {}

  /** Does things in a row. What runs on the board is interrupted for it. Rejects with a text for the user. */
  hold<T>(action: (files: FileSession) => Promise<T>, options: Omit<RawOptions, 'cleanUp'> = {}): Promise<T> {
    return this.board.withRaw(async (raw) => action(await FileSession.begin(raw)), {
      isQuiet: true,
      cleanUp: (raw) => FileSession.end(raw),
      ...options,
    });
  }
}
