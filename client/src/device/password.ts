/** The password of a board's WebREPL: kept in VS Code's secret storage, asked for when there is none or the board refused it. */
import * as vscode from 'vscode';

export class WebReplPasswords {
  /** What was given to the board in this window, and not asked for again in vain. */
  private readonly given = new Set<string>();

  constructor(private readonly secrets: vscode.SecretStorage) {}

  async get(address: string): Promise<string | undefined> {
    const key = `webrepl ${address}`;
    const kept = await this.secrets.get(key);
    // The same one again would be refused again.
    if (kept !== undefined && !this.given.has(address)) {
      this.given.add(address);
      return kept;
    }
    const password = await vscode.window.showInputBox({
      title: `WebREPL of ${address}`,
      prompt: 'The password that was set on the board with webrepl_setup. It is kept in the secret storage of VS Code.',
      password: true,
      ignoreFocusOut: true,
    });
    if (password === undefined) return undefined;
    await this.secrets.store(key, password);
    this.given.add(address);
    return password;
  }

  /** It was right: it may be used without asking. */
  accepted(address: string): void {
    this.given.delete(address);
  }
}
