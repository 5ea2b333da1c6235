/**
 * Another Python language server in the window: a stand-in with the name and settings of one (test/fixtures/otherServer), which is off until
 * this suite turns it on.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { acceptNotification, activated, showUntitled } from './extensionUnderTest';

const DISABLED = 'basedpyright.disableLanguageServices';
const IGNORED = 'basedpyright.analysis.ignore';

suite('another Python language server', () => {
  suiteSetup(async () => {
    await activated();
    assert.ok(vscode.extensions.getExtension('detachhead.basedpyright'), 'the stand-in is not installed');
  });

  teardown(() => turnOn(undefined));

  test('is asked about at the first MicroPython file, turned off where the user wants it, and put back', async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await turnOn(true);
    await showUntitled('import network\nwlan = network.WLAN()\n');
    // Take Over is the first choice.
    await acceptNotification(() => inWorkspace(DISABLED) === true && inWorkspace(IGNORED) !== undefined);
    assert.deepEqual(inWorkspace(IGNORED), ['*']);
    // The message that says so offers Undo.
    await acceptNotification(() => inWorkspace(DISABLED) === undefined && inWorkspace(IGNORED) === undefined);
  });

  test('is asked about again on request alone', async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await turnOn(true);
    // Its answer comes with the choice; the second message is closed by what puts the settings back.
    const chosen = vscode.commands.executeCommand('micropythonSockets.chooseLanguageServer');
    await acceptNotification(() => inWorkspace(DISABLED) === true && inWorkspace(IGNORED) !== undefined);
    await vscode.commands.executeCommand('micropythonSockets.restoreLanguageServer');
    assert.equal(inWorkspace(DISABLED), undefined);
    assert.equal(inWorkspace(IGNORED), undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
    await chosen;
  });
});

async function turnOn(isOn: true | undefined): Promise<void> {
  await vscode.workspace.getConfiguration().update(DISABLED, isOn && false, vscode.ConfigurationTarget.Global);
}

function inWorkspace(key: string): unknown {
  return vscode.workspace.getConfiguration().inspect(key)?.workspaceValue;
}
