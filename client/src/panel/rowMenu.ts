/** The context menu of a row in the Sockets panel. VS Code shows it (`webview/context` in the manifest); the page does what was chosen. */
import * as vscode from 'vscode';
import { type Disposable, DisposableStore, type RowAction } from '../../../shared/src';
import { commandIds } from '../commandIds';
import type { TrafficPanel } from './trafficPanel';

const actions: Readonly<Record<RowAction, string>> = {
  copyText: commandIds.copyRowBytes,
  copyHex: commandIds.copyRowHex,
  copyRow: commandIds.copyRow,
  openSource: commandIds.openRowLine,
  onlyConnection: commandIds.showRowConnection,
};

export function registerRowMenu(panel: TrafficPanel): Disposable {
  const store = new DisposableStore();
  for (const [action, command] of Object.entries(actions) as [RowAction, string][])
    store.add(vscode.commands.registerCommand(command, () => panel.act(action)));
  return store;
}
