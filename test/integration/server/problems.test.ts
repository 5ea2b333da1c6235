/** Diagnostics over the real server: pulled and pushed, with MicroPython's own compiler, settings, comments and fixes. */
import { afterEach, expect, test } from 'vitest';
import {
  CodeActionRequest,
  DocumentDiagnosticRequest,
  PublishDiagnosticsNotification,
  type CodeAction,
  type Diagnostic,
} from 'vscode-languageserver/node';
import { LanguageServerClient } from '../../support/languageServer';

const URI = 'file:///nowhere/main.py';
const BAD_CONNECT = 'import socket, network\ns = socket.socket()\ns.connect("10.0.0.1", 80)\ns.close()\n';

let server: LanguageServerClient;

afterEach(() => server.dispose());

async function problemsOf(text: string, settings: Readonly<Record<string, unknown>> = {}): Promise<Diagnostic[]> {
  ({ server } = await LanguageServerClient.start({ settings }));
  await server.open(URI, text);
  return pull();
}

async function pull(): Promise<Diagnostic[]> {
  const report = await server.connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri: URI } });
  return report.kind === 'full' ? report.items : [];
}

const codes = (problems: readonly Diagnostic[]): unknown[] => problems.map(({ code }) => code);

test('what the board cannot compile is an error in its line, and says why', async () => {
  const [problem] = await problemsOf('import network\nmatch 1:\n    case 1:\n        pass\n');
  expect(problem).toMatchObject({ code: 'syntax-error', severity: 1, range: { start: { line: 1 } } });
  expect(problem?.message).toContain('has no `match`');
});

test('a bracket that is never closed is where it was opened', async () => {
  const [problem] = await problemsOf('import network\nprint(1\nx = 2\n');
  expect(problem).toMatchObject({ code: 'syntax-error', range: { start: { line: 1, character: 5 } } });
});

test('machine code functions are no error', async () => {
  expect(await problemsOf('import micropython\n\n@micropython.viper\ndef f(a: int) -> int:\n    return a\n\nprint(f(1))\n')).toEqual([]);
});

test('a problem goes when the text is mended', async () => {
  expect(codes(await problemsOf(BAD_CONNECT))).toEqual(['connect-address']);
  await server.change(URI, { text: BAD_CONNECT.replace('("10.0.0.1", 80)', '(("10.0.0.1", 80))') });
  expect(await pull()).toEqual([]);
});

test('a setting changes how a rule is shown, and turns it off', async () => {
  const weaker = await problemsOf(BAD_CONNECT, { 'micropythonSockets.diagnostics.rules': { 'connect-address': 'hint' } });
  expect(weaker).toMatchObject([{ code: 'connect-address', severity: 4 }]);
  server.dispose();
  expect(await problemsOf(BAD_CONNECT, { 'micropythonSockets.diagnostics.rules': { 'connect-address': 'off' } })).toEqual([]);
});

test('a comment silences its line, or one rule in it', async () => {
  const silenced = (comment: string): string => BAD_CONNECT.replace('80)\n', `80)  # noqa${comment}\n`);
  expect(await problemsOf(silenced(''))).toEqual([]);
  server.dispose();
  expect(await problemsOf(silenced(': connect-address'))).toEqual([]);
  server.dispose();
  expect(codes(await problemsOf(silenced(': http-host')))).toEqual(['connect-address']);
});

test('a problem brings its fix, and ways to silence it', async () => {
  const [problem] = await problemsOf(BAD_CONNECT);
  if (problem === undefined) throw new Error('There is no problem to fix.');
  const actions = (await server.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: URI },
    range: problem.range,
    context: { diagnostics: [problem] },
  })) as CodeAction[];
  expect(actions.map(({ title }) => title)).toEqual([
    'Make it one tuple',
    'Ignore connect-address on this line',
    'Turn connect-address off for this workspace',
  ]);
  expect(actions[0]).toMatchObject({ isPreferred: true, edit: { changes: { [URI]: [{ newText: '("10.0.0.1", 80)' }] } } });
  expect(actions[2]?.command).toMatchObject({ arguments: ['connect-address', 'off'] });
});

test('a client that cannot pull is sent them after each change', async () => {
  ({ server } = await LanguageServerClient.start());
  const sent: Diagnostic[][] = [];
  let notify: () => void = () => undefined;
  server.connection.onNotification(PublishDiagnosticsNotification.type, ({ diagnostics }) => {
    sent.push(diagnostics);
    notify();
  });
  const next = (): Promise<void> => new Promise((resolve) => (notify = resolve));
  const first = next();
  await server.open(URI, BAD_CONNECT);
  await first;
  const second = next();
  await server.change(URI, { text: 'import network\n' });
  await second;
  expect(sent.map(codes)).toEqual([['connect-address'], []]);
});
