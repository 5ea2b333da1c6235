// What a user does with a board at a serial port: chooses it, runs a script on it, types at its prompt, and pulls its plug.
import * as workbench from './workbench.mjs';

export const LOOPBACK_SCRIPT = `import socket
listener = socket.socket()
listener.bind(("127.0.0.1", 8000))
listener.listen()
client = socket.socket()
client.connect(("127.0.0.1", 8000))
server, _ = listener.accept()
server.send(b"over the board itself")
RECEIVED = client.recv(100)
print(RECEIVED)
with open("kept.txt", "w") as f:
    f.write("%d bytes" % len(RECEIVED))
for s in (client, server, listener):
    s.close()
`;

/**
 * @param {{ page: import('playwright-core').Page, frame: import('playwright-core').FrameLocator, shoot: (name: string) => Promise<void>,
 *   row: (operation: string) => import('playwright-core').Locator, summary: (text: string) => import('playwright-core').Locator,
 *   board: Awaited<ReturnType<typeof import('../../support/vscode/boardProgram.mjs').startBoard>> }} ui with LOOPBACK_SCRIPT as loopback.py
 * @returns {ReadonlyArray<readonly [string, () => Promise<void>]>}
 */
export function serialBoardSteps({ page, frame, shoot, row, summary, board }) {
  return [
    [
      'a board at a serial port is chosen from the list, and the script runs on it',
      async () => {
        await workbench.runCommand(page, 'View: Show Explorer');
        await workbench.openFile(page, 'loopback.py');
        await page.locator('.statusbar-item[id$="chooser"]').click();
        await workbench.quickInput(page).waitFor({ state: 'visible' });
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Enter an Address' }).waitFor();
        await shoot('choose-board');
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Enter an Address' }).click();
        await page.locator('.quick-input-widget', { hasText: 'Address of a Board' }).waitFor();
        await workbench.quickInput(page).fill(board.port);
        await page.keyboard.press('Enter');
        await page.locator('.statusbar-item', { hasText: board.port }).waitFor();
        await workbench.titleButton(page, 'Run on Board').click();
        await summary('finished in').waitFor();
        await row('recv').first().click();
        await frame.locator('.pane.text', { hasText: 'over the board itself' }).waitFor();
        await shoot('board-run');
        await workbench.runCommand(page, 'Explorer: Focus on Board Files View');
        await page.locator('.pane', { hasText: 'Board Files' }).locator('.monaco-list-row', { hasText: 'kept.txt' }).waitFor();
        await shoot('board-files');
      },
    ],
    [
      'the REPL of the board is where the run left it',
      async () => {
        await workbench.runCommand(page, 'MicroPython Sockets: Open REPL of Board');
        await page.locator('.terminal-wrapper.active .xterm.focus').waitFor();
        await workbench.waitForTerminal(page, '>>>');
        await page.keyboard.type('print(len(RECEIVED))\n');
        await workbench.waitForTerminal(page, /print\(len\(RECEIVED\)\)\s*21/);
        await shoot('board-repl');
      },
    ],
    [
      'a board that is unplugged says so',
      async () => {
        board.unplug();
        await workbench.waitForTerminal(page, 'is disconnected');
        await shoot('board-unplugged');
        await page.locator('.statusbar-item[id$="chooser"]').click();
        await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Simulated ESP32' }).click();
        await workbench.statusItem(page).first().waitFor();
      },
    ],
  ];
}
