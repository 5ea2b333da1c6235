/** What the tests, which are TypeScript, see of pyright.mjs. */
import type { MessageConnection } from 'vscode-jsonrpc/node';

export interface LaidStubs {
  /** The folder to give as `typeshedPath`. */
  readonly typeshed: string;
  /** The stubs in it that Pyright can check, all but the builtins; relative to `typeshed`. */
  readonly files: readonly string[];
  readonly dispose: () => void;
}

export function layStubs(): LaidStubs;

/** A line for each error. */
export function checkStubs(laid: LaidStubs): Promise<readonly string[]>;

export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface PyrightServer {
  readonly connection: MessageConnection;
  readonly pid: number;
  knows(uri: string, text: string, positions: readonly Position[]): Promise<readonly boolean[]>;
  dispose(): void;
}

export function openPyright(typeshed: string, root: string): Promise<PyrightServer>;
