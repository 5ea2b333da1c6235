// What axe-core finds wrong with the page of a view: missing names and roles, text that is too pale for its ground, what the keyboard
// does not reach. It knows nothing of this extension. Only serious and critical findings count: the others are about whole web sites.
import assert from 'node:assert/strict';
import axe from 'axe-core';

/**
 * @param {import('playwright-core').FrameLocator} frame a view's page
 * @param {string} ground the theme's colour behind the page, which is itself transparent
 */
export async function assertAccessible(frame, ground = '--vscode-panel-background') {
  const body = await frame.locator('body').elementHandle();
  const page = await body.ownerFrame();
  await page.evaluate(axe.source); // not through the document, whose policy lets no other script in
  const { violations } = await page.evaluate(async (colour) => {
    document.body.style.background = `var(${colour})`;
    try {
      return await window.axe.run(document, { resultTypes: ['violations'] });
    } finally {
      document.body.style.background = '';
    }
  }, ground);
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const told = serious.map(
    ({ help, nodes }) => `${help}\n${nodes.map(({ html, failureSummary }) => `  ${html}\n  ${failureSummary}`).join('\n')}`,
  );
  assert.equal(told.join('\n'), '');
}
