/** Offers what one does with a server that has just begun to listen: look at it, or take its address elsewhere. */
import * as vscode from 'vscode';

const OPEN = 'Open in Browser';
const COPY = 'Copy Address';

/** `address` is `host:port` on this computer. */
export async function offerAddress(address: string, text: string): Promise<void> {
  const choice = await vscode.window.showInformationMessage(text, OPEN, COPY);
  if (choice === OPEN) await vscode.env.openExternal(vscode.Uri.parse(`http://${address}/`));
  if (choice === COPY) await vscode.env.clipboard.writeText(address);
}
