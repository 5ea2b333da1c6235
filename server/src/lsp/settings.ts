/** The user's settings of the server, asked of the client when they are needed. A client that has none gets the defaults. */
import type { Connection } from 'vscode-languageserver';
import type { RuleSettings } from '../diagnostics/diagnose';
import type { Severity } from '../diagnostics/rule';
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

  /** How each rule is shown, by its code; what is no severity is left out. */
  async rules(uri: string): Promise<RuleSettings> {
    if (!this.isAvailable) return {};
    const found: unknown = await this.connection.workspace.getConfiguration({ scopeUri: uri, section: `${SECTION}.diagnostics.rules` });
    if (typeof found !== 'object' || found === null) return {};
    return Object.fromEntries(Object.entries(found).filter((entry): entry is [string, Severity | 'off'] => isSeverity(entry[1])));
  }
}

function isSeverity(value: unknown): boolean {
  return typeof value === 'string' && ['off', 'hint', 'information', 'warning', 'error'].includes(value);
}
