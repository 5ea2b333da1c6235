/** Which files the language server takes for MicroPython. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { pathToFileURL } from 'node:url';
import { Program } from '../../../server/src/analysis/program';
import { importEvidence, isMicroPython, type RelevanceFacts } from '../../../server/src/analysis/relevance';
import { RelevantFiles } from '../../../server/src/lsp/relevantFiles';
import { WorkspaceFiles } from '../../../server/src/lsp/workspaceFiles';
import { stubLibrary } from '../../support/markedSource';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true });
});

function evidence(text: string, others: Readonly<Record<string, string>> = {}): string {
  const program = new Program(stubLibrary(), {
    read: (uri) => others[uri.replace('file:///w/', '')],
    list: () => [],
    rootsOf: () => ['file:///w'],
  });
  const file = program.setOpen('file:///w/main.py', text);
  return importEvidence(file, {
    isOnBoard: (name) => program.isBoardModule(name),
    isOwnFile: (names) => program.isOwnModule(names, file.uri),
  });
}

function project(files: Readonly<Record<string, string>>): {
  relevant: RelevantFiles;
  includes: (name: string) => boolean;
  uri: (name: string) => string;
} {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'relevance-')));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const workspace = new WorkspaceFiles();
  workspace.setFolders([pathToFileURL(folder).href]);
  const program = new Program(stubLibrary(), workspace);
  const relevant = new RelevantFiles(program, workspace);
  const uri = (name: string): string => pathToFileURL(path.join(folder, name)).href;
  const includes = (name: string): boolean => {
    const file = program.file(uri(name));
    if (file === undefined) throw new Error(`There is no ${name}.`);
    return relevant.includes(file);
  };
  return { relevant, includes, uri };
}

test('a module of the board alone makes a file MicroPython, wherever it is imported', () => {
  expect(evidence('import network')).toBe('micropython');
  expect(evidence('from machine import Pin')).toBe('micropython');
  expect(evidence('import umqtt.simple')).toBe('micropython');
  expect(evidence('def f():\n    try:\n        import ntptime\n    except ImportError:\n        pass\n')).toBe('micropython');
});

test('an old name of a module makes a file MicroPython', () => {
  expect(evidence('import usocket as socket')).toBe('micropython');
  expect(evidence('try:\n    import usocket as socket\nexcept ImportError:\n    import socket\n')).toBe('micropython');
  expect(evidence('import uasyncio.core')).toBe('micropython');
});

test('modules that both have, and ujson, which is a package of CPython, prove nothing', () => {
  expect(evidence('import socket, sys\nfrom time import sleep\nimport requests, ujson')).toBe('either');
  expect(evidence('')).toBe('either');
});

test('a name that is being written proves nothing', () => {
  expect(evidence('import so')).toBe('either');
  expect(evidence('from ')).toBe('either');
  expect(evidence('import ')).toBe('either');
});

test('a module that no board has is of another Python, but does not outweigh one of the board', () => {
  expect(evidence('import subprocess\nimport socket')).toBe('other');
  expect(evidence('import xml.dom.minidom')).toBe('other');
  expect(evidence('try:\n    import numpy\nexcept ImportError:\n    import machine\n')).toBe('micropython');
});

test('a module of the user that has the name of one of the board proves nothing', () => {
  expect(evidence('import network', { 'network.py': '' })).toBe('either');
  expect(evidence('import numpy', { 'lib/numpy/__init__.py': '' })).toBe('either');
  expect(evidence('from . import machine', {})).toBe('either');
});

const NOTHING_KNOWN: RelevanceFacts = {
  chosen: undefined,
  setting: 'auto',
  imports: 'either',
  isInBoardProject: false,
  hasOtherServer: false,
};

test('what the user says of a file goes before everything else', () => {
  expect(isMicroPython({ ...NOTHING_KNOWN, chosen: true, setting: 'none', imports: 'other', hasOtherServer: true })).toBe(true);
  expect(isMicroPython({ ...NOTHING_KNOWN, chosen: false, setting: 'all', imports: 'micropython' })).toBe(false);
});

test('the setting goes before what is found', () => {
  expect(isMicroPython({ ...NOTHING_KNOWN, setting: 'all', imports: 'other' })).toBe(true);
  expect(isMicroPython({ ...NOTHING_KNOWN, setting: 'none', imports: 'micropython' })).toBe(false);
});

test('a file that could be either is left to another Python server, but not in a project of a board', () => {
  expect(isMicroPython(NOTHING_KNOWN)).toBe(true);
  expect(isMicroPython({ ...NOTHING_KNOWN, hasOtherServer: true })).toBe(false);
  expect(isMicroPython({ ...NOTHING_KNOWN, hasOtherServer: true, isInBoardProject: true })).toBe(true);
});

test('a script for a computer inside a project of a board is left alone', () => {
  expect(isMicroPython({ ...NOTHING_KNOWN, imports: 'other', isInBoardProject: true })).toBe(false);
});

test('markers in the folder or around it make a project of a board', () => {
  const { relevant, includes } = project({ '.micropico': '', 'src/app/main.py': 'import socket', 'tools/upload.py': 'import subprocess' });
  relevant.setFacts({ hasOtherServer: true });
  expect(includes('src/app/main.py')).toBe(true);
  expect(includes('tools/upload.py')).toBe(false);
});

test('a boot.py beside a file makes a project of a board, one elsewhere does not', () => {
  const { relevant, includes } = project({ 'board/boot.py': '', 'board/main.py': 'import socket', 'server/main.py': 'import socket' });
  relevant.setFacts({ hasOtherServer: true });
  expect(includes('board/main.py')).toBe(true);
  expect(includes('server/main.py')).toBe(false);
});

test('the choice for a file is found by its URI, and the next facts replace it', () => {
  const { relevant, includes, uri } = project({ 'a.py': 'import socket' });
  relevant.setFacts({ hasOtherServer: true, chosen: { [uri('a.py')]: true } });
  expect(includes('a.py')).toBe(true);
  relevant.setFacts({ hasOtherServer: true });
  expect(includes('a.py')).toBe(false);
});
