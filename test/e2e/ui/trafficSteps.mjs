// What a user does with the traffic of a run in the Sockets panel: reads a connection as HTTP, searches, goes to the line that did it,
// looks for errors, and receives bytes that would like to be more than bytes.
import assert from 'node:assert/strict';
import { assertAccessible } from '../../support/vscode/accessibility.mjs';
import { copied } from './panelKeySteps.mjs';
import * as workbench from './workbench.mjs';

/** Bytes that a page must show and not obey. */
export const HOSTILE_SCRIPT = `import socket
listener = socket.socket()
listener.bind(("127.0.0.1", 8000))
listener.listen()
client = socket.socket()
client.connect(("127.0.0.1", 8000))
server, _ = listener.accept()
server.send(b"<img src=x onerror='document.body.dataset.hacked=1'><script>document.body.dataset.hacked=1</script>\\x1b[2J\\xe2\\x80\\xae")
print(len(client.recv(200)))
server.send(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\nContent-Length: 45\\r\\n\\r\\n<script>document.body.dataset.hacked</script>")
print(len(client.recv(200)))
for s in (client, server, listener):
    s.close()
`;

/**
 * @param {{ page: import('playwright-core').Page, frame: import('playwright-core').FrameLocator, shoot: (name: string) => Promise<void>,
 *   row: (operation: string) => import('playwright-core').Locator }} ui with a GET request of first.py on the screen
 * @returns {ReadonlyArray<readonly [string, () => Promise<void>]>}
 */
export function trafficSteps({ page, frame, shoot, row }) {
  const press = (name) => frame.getByRole('button', { name, exact: true }).click();
  return [
    [
      'a connection shows its request and its answer as HTTP, and the request as a curl line',
      async () => {
        await frame.locator('.connection', { hasText: 'www.example.com:80' }).filter({ hasText: 'GET / → 200' }).click();
        await frame.locator('.exchange .status-code', { hasText: '200' }).waitFor();
        await frame.locator('.exchange-facts', { hasText: 'first byte after' }).waitFor();
        await frame.locator('.message-body pre', { hasText: '<h1>It works</h1>' }).waitFor();
        await shoot('http');
        await assertAccessible(frame);
        await press('Copy as curl');
        assert.match(await copied(page, 'curl'), /^curl .*http:\/\/www\.example\.com\//);
        await frame.locator('.connection.all').click();
        await row('getaddrinfo').first().waitFor();
      },
    ],
    [
      'what is searched for is found, and the next one, and the search ends',
      async () => {
        await frame.locator('.grid').press('Control+f');
        await frame.locator('.search input').fill('example.com');
        await frame.locator('.search .count', { hasText: /^1 of \d/ }).waitFor();
        await frame.locator('.row.selected.found').waitFor();
        await frame.locator('.search input').press('Enter');
        await frame.locator('.search .count', { hasText: /^2 of \d/ }).waitFor();
        await frame.locator('.search input').fill('hex:0d0a0d0a');
        await frame.locator('.row.selected.found', { hasText: 'send' }).waitFor();
        await shoot('search');
        await assertAccessible(frame);
        await frame.locator('.search input').press('Escape');
        await frame.locator('.row.found').first().waitFor({ state: 'detached' });
        assert.equal(await page.locator('.editor-widget.find-widget.visible').count(), 0, 'the keys were for the panel alone');
      },
    ],
    [
      'a row leads to the line that did it',
      async () => {
        await row('recv').first().click();
        await frame.locator('.grid').press('F12');
        await page.locator('.statusbar-item', { hasText: 'Ln 9' }).waitFor();
      },
    ],
    [
      'errors alone can be shown, and nothing that failed is said to be nothing',
      async () => {
        await press('Errors only');
        await frame.locator('.empty', { hasText: 'No operation failed' }).waitFor();
        await assertAccessible(frame);
        await press('Clear the filter');
        await row('recv').first().waitFor();
      },
    ],
    [
      'bytes that are markup, a script or terminal controls are shown as bytes',
      async () => {
        await workbench.openFile(page, 'hostile.py');
        await workbench.titleButton(page, 'Run on Simulated ESP32').click();
        await row('recv').nth(1).waitFor();
        await row('recv').first().click();
        await frame.locator('.pane.text', { hasText: "<img src=x onerror='document.body.dataset.hacked=1'>" }).waitFor();
        await frame.locator('.pane.text .escape', { hasText: '\\x1b' }).waitFor();
        await frame.locator('.mode-decoded').click();
        await frame.locator('.decoded .message, .decoded .quiet').first().waitFor();
        await shoot('hostile');
        assert.equal(await frame.locator('body').getAttribute('data-hacked'), null);
        assert.equal(await frame.locator('#app img, #app script, #app iframe').count(), 0);
        await frame.locator('.mode-text').click();
        await frame.locator('.grid').press('Escape');
      },
    ],
  ];
}
