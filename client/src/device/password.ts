/**
 * The passwords of boards' WebREPLs: kept in VS Code's secret storage once a board has taken them, asked for when there is none or the board
 * refused it.
 */
import type { SecretStorage } from 'vscode';

export class WebReplPasswords {
  /** What was given to a board, until it has taken it: what stays here was refused, and is not given again unasked. */
  private readonly given = new Map<string, string>();

  constructor(
    private readonly secrets: Pick<SecretStorage, 'get' | 'store'>,
    /** Undefined: the user gave up. */
    private readonly ask: (address: string) => Promise<string | undefined>,
  ) {}

  async get(address: string): Promise<string | undefined> {
    const kept = await this.secrets.get(keyOf(address));
    const password = kept === undefined || this.given.get(address) === kept ? await this.ask(address) : kept;
    if (password !== undefined) this.given.set(address, password);
    return password;
  }

  /** The one that was given to the board was right. */
  async accepted(address: string): Promise<void> {
    const password = this.given.get(address);
    this.given.delete(address);
    if (password !== undefined && password !== (await this.secrets.get(keyOf(address)))) await this.secrets.store(keyOf(address), password);
  }
}

function keyOf(address: string): string {
  return `webrepl ${address}`;
}
