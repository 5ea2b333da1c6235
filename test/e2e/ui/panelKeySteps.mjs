// The Sockets panel without a mouse, and what is the same with one: rows stay in their order, Tab leads through the parts and Escape
// back, what is selected can be copied, and the parts keep the sizes that they were given.
import assert from 'node:assert/strict';
import * as workbench from './workbench.mjs';

/** Parts in the order in which Tab comes to them, by their class; each may have several stops. */
const PARTS = ['toolbar', 'connections', 'splitter', 'traffic', 'splitter', 'detail'];

/**
 * @param {{ page: import('playwright-core').Page, frame: import('playwright-core').FrameLocator,
 *   row: (operation: string) => import('playwright-core').Locator }} ui with a GET request of first.py on the screen
 * @returns {ReadonlyArray<readonly [string, () => Promise<void>]>}
 */
export function panelKeySteps({ page, frame, row }) {
  const grid = frame.locator('.grid');
  return [
    [
      'rows stand below each other in their order, also after another one was selected',
      async () => {
        await grid.focus();
        await page.keyboard.press('Home');
        await frame.locator('.row.selected', { hasText: 'socket' }).waitFor();
        await frame.locator('.detail').waitFor();
        await page.keyboard.press('ArrowDown');
        await frame.locator('.row.selected', { hasText: 'getaddrinfo' }).waitFor();
        const tops = await frame.locator('.canvas').evaluate((canvas) =>
          [...canvas.querySelectorAll('.row')]
            .map((node) => [Number(node.getAttribute('aria-rowindex')), node.getBoundingClientRect().top])
            .sort(([a], [b]) => a - b)
            .map(([, top]) => top),
        );
        assert.ok(tops.length > 3);
        assert.ok(
          tops.every((top, at) => at === 0 || top > tops[at - 1]),
          `tops of the rows: ${tops}`,
        );
      },
    ],
    [
      'Tab leads through the parts of the panel in their order, and Escape from the detail back to the list',
      async () => {
        await row('recv').first().click();
        await frame.locator('.toolbar button').first().focus();
        const visited = [];
        while (visited.at(-1) !== 'detail' && visited.length < 40) {
          const part = await frame.locator('body').evaluate((body, parts) => {
            const active = body.ownerDocument.activeElement;
            return parts.find((name) => active?.closest(`.${name}`)) ?? '';
          }, PARTS);
          if (part !== visited.at(-1)) visited.push(part);
          await page.keyboard.press('Tab');
        }
        assert.deepEqual(visited, PARTS);
        await page.keyboard.press('Escape');
        await frame.locator('.grid:focus').waitFor();
        await frame.locator('.detail').waitFor({ state: 'hidden' });
      },
    ],
    [
      'a key and the context menu copy what is selected',
      async () => {
        await row('recv').first().click();
        await frame.locator('.pane.text', { hasText: '<h1>It works</h1>' }).waitFor();
        await page.keyboard.press('Control+C');
        assert.match(await copied(page, 'HTTP/1.'), /<h1>It works<\/h1>/);
        await row('send').first().click({ button: 'right' });
        await workbench.chooseInMenu(page, 'Copy Row');
        assert.match(await copied(page, '\tsend\t'), /^\d\.\d{3}\t\+[\d.]+ m?s\t#1\tsend\twww\.example\.com:80\t\d+ B\t/);
      },
    ],
    [
      'the connections have the room that they were given, also after the panel was hidden',
      async () => {
        const width = async () => (await frame.locator('.connections').boundingBox()).width;
        const before = await width();
        await frame.getByRole('separator', { name: 'Resize the connections' }).press('ArrowRight');
        const after = await width();
        assert.ok(after > before + 20, `${before} pixels before, ${after} after`);
        await workbench.showTerminal(page);
        await workbench.showPanelTab(page, 'Sockets');
        await row('recv').first().waitFor();
        assert.ok(Math.abs((await width()) - after) < 2);
        await frame.getByRole('separator', { name: 'Resize the connections' }).dblclick();
        assert.ok(Math.abs((await width()) - before) < 2);
      },
    ],
  ];
}

/** What is in the clipboard once this is in it. */
export async function copied(page, part) {
  return page.evaluate(async (wanted) => {
    const deadline = window.performance.now() + 10_000;
    let text = '';
    while (!text.includes(wanted) && window.performance.now() < deadline) {
      await new Promise(window.requestAnimationFrame);
      text = await window.navigator.clipboard.readText();
    }
    return text;
  }, part);
}
