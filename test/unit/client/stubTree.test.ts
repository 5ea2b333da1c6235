/** The stubs as a folder for another server, read by the real Pyright, which Pylance and basedpyright are made of. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { stubTree } from '../../../client/src/language/stubTree';
import { packStubs } from '../../../scripts/bundles.mjs';

const PYRIGHT = path.join(path.dirname(createRequire(import.meta.url).resolve('pyright/package.json')), 'index.js');

interface PyrightReport {
  readonly generalDiagnostics: readonly { readonly severity: string; readonly message: string }[];
}

/** What Pyright says of a script, as it is set up when both work together. */
function pyright(script: string): string[] {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'stub-tree-'));
  try {
    for (const [name, text] of stubTree(packStubs())) {
      const file = path.join(folder, 'stubs', name);
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, text);
    }
    const project = path.join(folder, 'project');
    fs.mkdirSync(project);
    fs.writeFileSync(path.join(project, 'main.py'), script);
    const settings = { stubPath: path.join(folder, 'stubs'), reportMissingModuleSource: 'none' };
    fs.writeFileSync(path.join(project, 'pyrightconfig.json'), JSON.stringify(settings));
    const report = run(['--outputjson', '--pythonpath', '/nonexistent', 'main.py'], project);
    return (JSON.parse(report) as PyrightReport).generalDiagnostics.map(({ severity, message }) => `${severity}: ${message}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Pyright ends with 1 when it has something to say. */
function run(args: readonly string[], cwd: string): string {
  try {
    return execFileSync(process.execPath, [PYRIGHT, ...args], { cwd, encoding: 'utf8' });
  } catch (error) {
    return (error as { readonly stdout: string }).stdout;
  }
}

test('Pyright knows the modules of the board, their old names, and not what only CPython has', { timeout: 60_000 }, () => {
  const script = [
    'import socket, time, machine, network, umqtt.simple',
    'import usocket, uasyncio',
    'reveal_type(time.sleep_ms(1))',
    'reveal_type(usocket.socket().recv(1))',
    'reveal_type(machine.Pin(2).value())',
    'socket.create_connection(("example.com", 80))',
  ].join('\n');
  expect(pyright(script)).toEqual([
    'information: Type of "time.sleep_ms(1)" is "None"',
    'information: Type of "usocket.socket().recv(1)" is "bytes"',
    expect.stringMatching(/^information: Type of "machine.Pin\(2\).value\(\)" is "int/),
    expect.stringMatching(/^error: "create_connection" is not a known attribute/),
  ]);
});

test('a package is a folder, a module a file, and typing is left to the other server', () => {
  const tree = stubTree({ umqtt: 'a', 'umqtt.simple': 'b', socket: 'c', typing: 'd' });
  expect(Object.fromEntries(tree)).toEqual({
    'umqtt/__init__.pyi': 'a',
    'umqtt/simple.pyi': 'b',
    'socket.pyi': 'c',
    'usocket.pyi': 'from socket import *\n',
  });
});
