// What a user does with the workbench, as functions of the page: open files, use the palette, find our buttons, read the terminal
// and the Sockets panel. Selectors are those of VS Code 1.100 to 1.139.

/** The page inside the panel's webview. */
export function panelFrame(page) {
  return page.frameLocator('iframe.webview.ready').frameLocator('iframe#active-frame');
}

export async function openFile(page, name) {
  await page.keyboard.press('Control+P');
  const input = quickInput(page);
  await input.waitFor({ state: 'visible' });
  await input.fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.editor-instance .monaco-editor').first().waitFor();
}

export async function runCommand(page, title) {
  await page.keyboard.press('F1');
  const input = quickInput(page);
  await input.waitFor({ state: 'visible' });
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

/** Replaces the active editor's text by typing. The lines need no indentation. */
export async function typeScript(page, lines) {
  await page.locator('.editor-instance .monaco-editor .view-lines').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.type(lines.join('\n'), { delay: 2 });
}

/** A button in the title of the active editor. */
export function titleButton(page, title) {
  return page.locator(`.editor-group-container.active .editor-actions .action-label[aria-label^="${title}"]`);
}

export function statusItem(page) {
  return page.locator('.statusbar-item', { hasText: 'Simulated ESP32' });
}

export async function showPanelTab(page, title) {
  await page.locator('.part.panel .composite-bar .action-item', { hasText: title }).click();
}

/** VS Code 1.139 in headless Chromium does not scroll a terminal on that was hidden in the meantime, whoever writes to it. */
export async function showTerminal(page) {
  await showPanelTab(page, 'Terminal');
  await runCommand(page, 'Terminal: Scroll to Bottom');
}

/** What the terminal in front shows, lines joined; needs the setting terminal.integrated.gpuAcceleration off. */
export async function terminalText(page) {
  const rows = await page.locator('.terminal-wrapper.active .xterm-rows > div').allInnerTexts();
  return rows.map((row) => row.replaceAll('\u00a0', ' ').trimEnd()).join('\n');
}

export async function waitForTerminal(page, text) {
  await page.locator('.terminal-wrapper.active .xterm-rows', { hasText: text }).waitFor();
}

/** Chooses in the list that a command has just shown. */
export async function pick(page, label) {
  await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).click();
}

/** By keys: a menu that has just opened does not listen to the mouse yet. */
export async function chooseInMenu(page, label) {
  const item = page.locator('.monaco-menu .action-item', { hasText: label });
  await item.waitFor();
  const isFocused = () => item.evaluate((node) => node.classList.contains('focused'));
  for (let steps = 0; steps < 20 && !(await isFocused()); steps++) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** Waits until the editor of that file shows this text and no other. */
export async function editorText(page, name, text) {
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.editor-group-container.active .view-lines').getByText(text, { exact: true }).waitFor();
}

export function quickInput(page) {
  return page.locator('.quick-input-widget input[type=text]').first();
}
