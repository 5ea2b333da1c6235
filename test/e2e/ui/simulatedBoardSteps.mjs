// What a user does with the simulated board beside running scripts: its view, what scripts wrote to it, its address for other programs.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as workbench from './workbench.mjs';

const BOARD_SCRIPT = [
  'from machine import ADC, PWM, Pin',
  'led, button, knob, fan = Pin(2, Pin.OUT), Pin(0, Pin.IN, Pin.PULL_UP), ADC(34, atten=ADC.ATTN_11DB), PWM(Pin(18), freq=1000)',
  'while True: led.value(not button.value()), fan.duty_u16(knob.read_u16())',
];

const WRITING_SCRIPT = [
  'import os',
  'os.mkdir("logs")',
  'f = open("logs/day.txt", "w"); n = f.write("first"); f.close()',
  'print("written", len(os.listdir("logs")))',
];

/**
 * @param {{ page: import('playwright-core').Page, frame: import('playwright-core').FrameLocator, workspace: string,
 *   shoot: (name: string) => Promise<void> }} ui with first.py in front; `workspace` is the folder that is open
 * @returns {ReadonlyArray<readonly [string, () => Promise<void>]>}
 */
export function simulatedBoardSteps({ page, frame, workspace, shoot }) {
  return [
    [
      'the Board view shows the LED, and a button that is held and a voltage there reach the script',
      async () => {
        await workbench.runCommand(page, 'MicroPython Sockets: Show Board');
        await frame.getByRole('button', { name: 'Off', exact: true }).click();
        await frame.locator('.empty', { hasText: 'pins, Wi-Fi, memory and sockets appear here' }).waitFor();
        await shoot('board-empty');
        await workbench.typeScript(page, BOARD_SCRIPT);
        await frame.getByRole('button', { name: 'Run', exact: true }).click();
        await frame.locator('.board-led:not(.on)').waitFor();
        await frame.locator('.fact', { hasText: 'Heap' }).filter({ hasText: 'KB used' }).waitFor();
        const slider = frame.getByRole('slider', { name: 'Voltage at GPIO34' });
        await slider.fill('1650');
        await pin('GPIO18').locator('.value', { hasText: '46 %' }).waitFor();
        await shoot('board');
        await frame.getByRole('button', { name: 'Press the button at GPIO0' }).hover();
        await page.mouse.down();
        await frame.locator('.board-led.on').waitFor();
        await pin('GPIO0').locator('.value', { hasText: 'low' }).waitFor();
        await page.mouse.up();
        await frame.locator('.board-led:not(.on)').waitFor();
      },
    ],
    [
      'the keys of the keyboard press its button, and levels stay where they are put',
      async () => {
        await frame.getByRole('button', { name: 'Press the button at GPIO0' }).focus();
        await page.keyboard.down('Space');
        await frame.locator('.board-led.on').waitFor();
        await page.keyboard.up('Space');
        await frame.locator('.board-led:not(.on)').waitFor();
        await frame.getByRole('group', { name: 'Wired to GPIO0' }).getByRole('button', { name: '0', exact: true }).click();
        await frame.locator('.board-led.on').waitFor();
        await workbench.runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
        await frame.locator('body.vscode-light').waitFor();
        await shoot('board-light');
        await workbench.runCommand(page, 'Preferences: Toggle between Light/Dark Themes');
        await frame.getByRole('button', { name: 'Off', exact: true }).click();
        await frame.locator('.empty').waitFor();
      },
    ],
    [
      'what a script writes on the board can be browsed and read, and not be changed',
      async () => {
        await workbench.typeScript(page, WRITING_SCRIPT);
        await workbench.titleButton(page, 'Run on Simulated ESP32').click();
        await workbench.waitForTerminal(page, 'written 1');
        await workbench.runCommand(page, 'MicroPython Sockets: Browse Board Files');
        await workbench.pick(page, 'logs/day.txt');
        await workbench.editorText(page, 'day.txt', 'first');
        await page.keyboard.type('x');
        await page.getByText('only scripts change them').first().waitFor();
        assert.equal(fs.existsSync(path.join(workspace, 'logs')), false, 'the project has none of it');
      },
    ],
    [
      'a file that is open shows what the prompt writes to it',
      async () => {
        await workbench.runCommand(page, 'MicroPython Sockets: Open REPL');
        await page.locator('.terminal-wrapper.active .xterm').click();
        await page.keyboard.type('f = open("logs/day.txt", "a"); f.write("second"); f.close()\n', { delay: 5 });
        await workbench.editorText(page, 'day.txt', 'firstsecond');
      },
    ],
    [
      'the files of the board are exported, and asked for before any is replaced',
      async () => {
        const folder = path.join(workspace, 'exported');
        const file = path.join(folder, 'logs', 'day.txt');
        fs.mkdirSync(folder);
        await exportTo(folder);
        await notification('of the simulated board exported to').waitFor();
        assert.equal(fs.readFileSync(file, 'utf8'), 'firstsecond');
        fs.writeFileSync(file, 'mine');
        await exportTo(folder);
        await dialogButton('Cancel').click();
        assert.equal(fs.readFileSync(file, 'utf8'), 'mine');
        await workbench.runCommand(page, 'Notifications: Clear All Notifications');
        await notification('of the simulated board exported to').waitFor({ state: 'detached' });
        await exportTo(folder);
        await dialogButton('Replace').click();
        await notification('of the simulated board exported to').waitFor();
        assert.equal(fs.readFileSync(file, 'utf8'), 'firstsecond');
      },
    ],
    [
      'Reset to Factory asks, switches the board off, and leaves none of its files',
      async () => {
        await workbench.runCommand(page, 'MicroPython Sockets: Reset Board Files to Factory');
        await page.locator('.monaco-dialog-box', { hasText: 'The board is switched off for it.' }).waitFor();
        await dialogButton('Reset').click();
        await notification("begins anew with the project's files").waitFor();
        await workbench.waitForTerminal(page, 'Simulated ESP32 is off.');
        await page
          .locator('.tab[data-resource-name="day.txt"]', { hasText: 'deleted' })
          .or(page.locator('.tab[data-resource-name="day.txt"] .strikethrough'))
          .first()
          .waitFor();
        await workbench.runCommand(page, 'MicroPython Sockets: Browse Board Files');
        await notification('The simulated board has no files of its own').waitFor();
        await workbench.runCommand(page, 'View: Close Editor');
        await workbench.titleButton(page, 'Run on Simulated ESP32').click();
        await workbench.waitForTerminal(page, 'written 1');
      },
    ],
    [
      'the status bar has the address of the board that is served, until serving stops',
      async () => {
        await workbench.runCommand(page, 'MicroPython Sockets: Serve Simulated Board on a Port');
        const item = page.locator('.statusbar-item', { hasText: /127\.0\.0\.1:\d+/ });
        await item.waitFor();
        await notification('mpremote connect socket://127.0.0.1:').waitFor();
        await workbench.runCommand(page, 'MicroPython Sockets: Stop Serving');
        await item.waitFor({ state: 'detached' });
      },
    ],
  ];

  function pin(name) {
    return frame.locator('.pin', { hasText: name });
  }

  /** Answers the dialog for a folder. */
  async function exportTo(folder) {
    await workbench.runCommand(page, 'MicroPython Sockets: Export Board Files');
    const dialog = page.locator('.quick-input-widget', { hasText: 'Folder for the files of the simulated board' });
    const entry = (name) => dialog.locator('.monaco-list-row', { hasText: name });
    // The dialog reads the folder with which it begins, and then the one that was typed.
    await entry('..').waitFor();
    await dialog.locator('input[type=text]').fill(`${folder}/`);
    await entry(path.basename(folder)).waitFor({ state: 'detached' });
    await dialog.locator('.monaco-button', { hasText: 'Export' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  function notification(text) {
    return page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();
  }

  function dialogButton(text) {
    return page.locator('.monaco-dialog-box .monaco-button', { hasText: text });
  }
}
