/** The Board view: what a script does with the board arrives in its model, and what is wired there reaches the script. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import type { BoardPicture, BoardPin } from '../../../shared/src';
import { activated, ObservedRun, section, showFile, stop, writeFile } from './extensionUnderTest';

const BLINK = `from machine import ADC, Pin
import time
led = Pin(2, Pin.OUT)
button = Pin(0, Pin.IN, Pin.PULL_UP)
knob = ADC(34, atten=ADC.ATTN_11DB)
print("ready")
while True:
    led.value(not led.value())
    if button.value() == 0:
        print("pressed at", round(knob.read_uv() / 1000, -1))
        while button.value() == 0:
            time.sleep_ms(5)
        print("let go")
    time.sleep_ms(20)
`;

const CONNECT = `import network, socket, time
w = network.WLAN(network.STA_IF)
w.active(True)
w.connect("home", "secret123")
while not w.isconnected():
    time.sleep_ms(20)
s = socket.socket()
s.bind(("0.0.0.0", 8123))
s.listen(1)
print("listening")
s.accept()
`;

suite('the board view', () => {
  let api: ExtensionApi;

  suiteSetup(async () => {
    api = await activated();
    await vscode.commands.executeCommand(`${section}.showBoard`);
  });

  suiteTeardown(() => vscode.commands.executeCommand('workbench.view.explorer'));

  teardown(async () => {
    await vscode.commands.executeCommand(`${section}.switchOff`);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('shows a LED that blinks, and a press of the button and a voltage reach the script', async () => {
    const run = await runFile('blink.py', BLINK);
    await run.waitFor('ready');
    for (const level of [1, 0, 1]) await seen(({ pins }) => pinOf(pins, 2)?.level === level);
    const { activity, pins } = await seen((picture) => pinOf(picture.pins, 34) !== undefined);
    assert.equal(activity.kind, 'running');
    assert.deepEqual(pinOf(pins, 0), { pin: 0, mode: 'in', level: 1, pull: 'up', wired: { isHeld: false } });
    assert.equal(pinOf(pins, 34)?.mode, 'adc');

    api.board.wire({ pin: 34, input: { kind: 'analog', millivolts: 1650 } });
    api.board.hold(0, { kind: 'level', level: 0 });
    await run.waitFor('pressed at 1650');
    await seen((picture) => pinOf(picture.pins, 0)?.level === 0);
    api.board.letGo(0);
    await run.waitFor('let go');
    await seen((picture) => pinOf(picture.pins, 0)?.level === 1);
    await stop();
    await run.result();
    const after = await seen((picture) => picture.activity.kind === 'prompt');
    assert.equal(pinOf(after.pins, 34)?.wired.millivolts, 1650);
  });

  test('shows Wi-Fi, heap and sockets while the view is seen, and what is wired before the board is on', async () => {
    api.board.wire({ pin: 0, input: { kind: 'level', level: 0 } });
    const wired = await runFile('level.py', 'from machine import Pin\nprint("level", Pin(0, Pin.IN, Pin.PULL_UP).value())');
    await wired.waitFor('level 0');
    api.board.wire({ pin: 0, input: { kind: 'level', level: undefined } });
    await wired.result();
    const run = await runFile('connect.py', CONNECT);
    await seen(({ radio }) => radio.station.kind === 'connecting');
    await run.waitFor('listening');
    const { radio, heap } = await seen(({ sockets }) =>
      sockets.some(({ state, localPort }) => state === 'listening' && localPort === 8123),
    );
    assert.equal(radio.station.kind, 'connected');
    assert.ok(heap && heap.usedBytes > 1000 && heap.usedBytes < heap.totalBytes);
    await vscode.commands.executeCommand(`${section}.switchOff`);
    const off = await seen(({ activity }) => activity.kind === 'off');
    assert.deepEqual([off.pins, off.sockets, off.heap, off.radio], [[], [], undefined, { station: { kind: 'off' } }]);
  });

  async function runFile(name: string, text: string): Promise<ObservedRun> {
    await showFile(writeFile(`board/${name}`, text));
    return ObservedRun.start(api);
  }

  const pinOf = (pins: readonly BoardPin[], pin: number): BoardPin | undefined => pins.find((each) => each.pin === pin);

  /** The first picture from now on that is as expected. */
  function seen(test: (picture: BoardPicture) => boolean): Promise<BoardPicture> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const { picture } = api.board;
        if (!test(picture)) return;
        subscription.dispose();
        clearTimeout(timer);
        resolve(picture);
      };
      const subscription = api.board.onDidChange(look);
      const timer = setTimeout(() => {
        subscription.dispose();
        reject(new Error(`the board is never seen like that; it is ${JSON.stringify(api.board.picture)}`));
      }, 15_000);
      look();
    });
  }
});
