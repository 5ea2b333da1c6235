/** Serving: a tool that speaks to boards finds one on the port, and nothing is left of it when serving stops. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../../client/src/api';
import { activated, section } from './extensionUnderTest';

const DEADLINE_MS = 15_000;

suite('serving the board', () => {
  let api: ExtensionApi;

  suiteSetup(async () => {
    api = await activated();
  });

  suiteTeardown(() => vscode.commands.executeCommand(`${section}.switchOff`));

  test('its prompt and raw REPL answer on the port, until serving stops', async () => {
    await vscode.commands.executeCommand(`${section}.serve`);
    const { served } = api;
    assert.equal(served.kind, 'serving');
    const [host = '', port = ''] = served.address.split(':');
    assert.equal(host, '127.0.0.1');
    const line = await Line.open(Number(port));
    await line.exchange('\r\x03\x02', '>>> ');
    await line.exchange('6 * 7\r', '42\r\n>>> ');
    await line.exchange('\x01', 'raw REPL; CTRL-B to exit\r\n>');
    await line.exchange('print("from", "outside")\x04', 'OKfrom outside\r\n\x04\x04>');
    await line.exchange('\x02', '>>> ');

    // A second time there is nothing new to serve.
    await vscode.commands.executeCommand(`${section}.serve`);
    assert.deepEqual(api.served, { ...served, hasProgram: true });

    await vscode.commands.executeCommand(`${section}.stopServing`);
    assert.deepEqual(api.served, { kind: 'off' });
    await line.closed;
    await assert.rejects(Line.open(Number(port)), { code: 'ECONNREFUSED' });
  });
});

/** A tool's end of the serial line. */
class Line {
  private text = '';
  private look: () => void = () => undefined;
  readonly closed: Promise<void>;

  private constructor(private readonly socket: ReturnType<typeof connect>) {
    socket.setEncoding('latin1');
    socket.on('data', (text) => {
      this.text += String(text);
      this.look();
    });
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()));
  }

  static open(port: number): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(new Line(socket)));
      socket.on('error', reject);
    });
  }

  async exchange(sent: string, expected: string): Promise<void> {
    this.text = '';
    this.socket.write(sent);
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${JSON.stringify(expected)} did not come: ${JSON.stringify(this.text)}`)),
        DEADLINE_MS,
      );
      this.look = () => {
        if (!this.text.includes(expected)) return;
        clearTimeout(timer);
        resolve();
      };
      this.look();
    });
  }
}
