/** Which other Python server is at work, and which settings turn it off, show it our stubs, and put all back. */
import { expect, test } from 'vitest';
import { serversAtWork, takeOver, undo, workTogether, type WindowView } from '../../../client/src/language/otherServers';

function windowWith(extensions: readonly string[], settings: Readonly<Record<string, unknown>> = {}): WindowView {
  return { hasExtension: (id) => extensions.includes(id), setting: (key) => settings[key] };
}

const MICROSOFT = ['ms-python.python', 'ms-python.vscode-pylance'];

function names(window: WindowView): string[] {
  return serversAtWork(window).map(({ name }) => name);
}

test('a window without Python extensions has no other server', () => {
  expect(names(windowWith([]))).toEqual([]);
});

test('the Python extension brings Pylance or Jedi, as installed and as set', () => {
  expect(names(windowWith(MICROSOFT, { 'python.languageServer': 'Default' }))).toEqual(['Pylance']);
  expect(names(windowWith(['ms-python.python'], { 'python.languageServer': 'Default' }))).toEqual(['Jedi']);
  expect(names(windowWith(MICROSOFT, { 'python.languageServer': 'Jedi' }))).toEqual(['Jedi']);
  expect(names(windowWith(MICROSOFT, { 'python.languageServer': 'None' }))).toEqual([]);
});

test('a server whose language services are disabled is not at work', () => {
  expect(names(windowWith(['detachhead.basedpyright']))).toEqual(['basedpyright']);
  expect(names(windowWith(['detachhead.basedpyright'], { 'basedpyright.disableLanguageServices': true }))).toEqual([]);
  expect(names(windowWith(['astral-sh.ty'], { 'ty.disableLanguageServices': true }))).toEqual([]);
});

test('after the settings of a takeover no other server is at work', () => {
  const extensions = [
    ...MICROSOFT,
    'detachhead.basedpyright',
    'ms-pyright.pyright',
    'meta.pyrefly',
    'astral-sh.ty',
    'anysphere.cursorpyright',
  ];
  const settings: Record<string, unknown> = { 'python.languageServer': 'Default' };
  const servers = serversAtWork(windowWith(extensions, settings));
  expect(servers.length).toBe(6);
  for (const { key, value } of takeOver(servers)) settings[key] = value;
  expect(names(windowWith(extensions, settings))).toEqual([]);
});

test('no setting is written twice when two servers share it', () => {
  const servers = serversAtWork(windowWith([...MICROSOFT, 'ms-pyright.pyright'], { 'python.languageServer': 'Default' }));
  const keys = [...takeOver(servers), ...workTogether(servers, '/stubs', () => undefined)].map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('working together shows the stubs and keeps the severities that the user has set', () => {
  const servers = serversAtWork(windowWith(MICROSOFT));
  const settings: Record<string, unknown> = { 'python.analysis.diagnosticSeverityOverrides': { reportMissingImports: 'error' } };
  expect(workTogether(servers, '/stubs', (key) => settings[key])).toEqual([
    { key: 'python.analysis.stubPath', value: '/stubs' },
    {
      key: 'python.analysis.diagnosticSeverityOverrides',
      value: { reportMissingImports: 'error', reportMissingModuleSource: 'none' },
    },
  ]);
});

test('a server that takes no stubs for the modules of Python is shown none', () => {
  const servers = serversAtWork(windowWith(['ms-python.python'], { 'python.languageServer': 'Jedi' }));
  expect(servers.length).toBe(1);
  expect(workTogether(servers, '/stubs', () => undefined)).toEqual([]);
});

test('what was written is put back, except what the user has changed since', () => {
  const written = [
    { key: 'python.languageServer', value: 'None', before: undefined },
    { key: 'basedpyright.analysis.ignore', value: ['*'], before: ['tools'] },
    { key: 'ty.diagnosticMode', value: 'off', before: 'workspace' },
  ];
  const now: Record<string, unknown> = {
    'python.languageServer': 'None',
    'basedpyright.analysis.ignore': ['*'],
    'ty.diagnosticMode': 'openFilesOnly',
  };
  expect(undo(written, (key) => now[key])).toEqual([
    { key: 'python.languageServer', value: undefined },
    { key: 'basedpyright.analysis.ignore', value: ['tools'] },
  ]);
});
