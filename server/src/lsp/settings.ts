/** The user's settings of the server, asked of the client when they are needed. A client that has none gets the defaults. */
import type { Connection } from 'vscode-languageserver';
import type { InlayHintOptions } from '../features/inlayHints';

const SECTION = 'micropythonSockets';

export class Settings {
  private isAvailable = false;

  constructor(private readonly connection: Connection) {}

  /** @param isAvailable whether the client answers `workspace/configuration` */
  setAvailable(isAvailable: boolean): void {
    this.isAvailable = isAvailable;
  }

  async inlayHints(uri: string): Promise<InlayHintOptions> {
    if (!this.isAvailable) return { types: false, parameterNames: false };
    const found = (await this.connection.workspace.getConfiguration({
      scopeUri: uri,
      section: `${SECTION}.inlayHints`,
    })) as Partial<InlayHintOptions> | null;
    return { types: found?.types === true, parameterNames: found?.parameterNames === true };
  }
}
