/** Runs a conformance case on the simulated board and tells what came of it in the form of its expected file. */
import { copyFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { boardKind, type PinWiring, type RunResult, type WiredPins } from '../../shared/src';
import type { SimulatedBoard } from '../../simulator/src';
import { ObservedRun } from '../support/runs';
import type { Client, ConformanceCase, Reaction } from './caseFile';
import { connectSteppedPeer, startPeer, tlsOptions } from './peers';
import { connectTlsPeer } from './tlsPeer';

const SECOND_BOARD = '=== the second board\n';

/** What a case, and its second board, must print. */
export function expectedOf({ expected, second }: ConformanceCase): string {
  return second ? `${expected}${SECOND_BOARD}${second.expected}` : expected;
}

export async function runCase(board: SimulatedBoard, tested: ConformanceCase): Promise<string> {
  const peers = await Promise.all([...tested.peers].map(async ([name, kind]) => ({ name, server: await startPeer(kind) })));
  const { folder, dispose } = fileSystemOf(tested);
  const start = (script: ConformanceCase): Promise<ObservedRun> =>
    ObservedRun.startScript(
      board,
      { name: script.scriptName, source: script.source, folder: script === tested ? folder : script.folder },
      {
        aliases: peers.map(({ name, server }) => ({ name, host: '127.0.0.1', port: server.port })),
        network: 'all',
        ...(script.board ? { board: script.board } : {}),
        heapSizeBytes: script.heapSizeBytes ?? boardKind(script.board).heapSizeBytes,
        accessPoints: script.accessPoints,
        localNetwork: tested.title,
      },
    );
  try {
    const filesBefore = contents(folder);
    const first = await start(tested);
    for (const client of tested.clients) void connectClient(first, client);
    for (const reaction of tested.reactions) void react(first, reaction);
    const [firstText, secondText] = await Promise.all([
      first.done.then((result) => describe(first, result)),
      runSecond(first, tested, start),
    ]);
    const text = secondText === undefined ? firstText : `${firstText}${SECOND_BOARD}${secondText}`;
    return contents(folder) === filesBefore ? text : `${text}--- files of this computer were changed\n`;
  } finally {
    dispose();
    await Promise.all(peers.map(({ server }) => server.close()));
  }
}

/** The folder that a case's first board has: its own, or a copy of that with the shared files in it. */
function fileSystemOf({ folder, sharedFiles }: ConformanceCase): { readonly folder: string; readonly dispose: () => void } {
  if (sharedFiles.length === 0) return { folder, dispose: () => undefined };
  const copy = mkdtempSync(join(tmpdir(), 'conformance-'));
  if (existsSync(folder)) cpSync(folder, copy, { recursive: true });
  for (const file of sharedFiles) copyFileSync(file, join(copy, basename(file)));
  return { folder: copy, dispose: () => rmSync(copy, { recursive: true, force: true }) };
}

/** Runs the second script of a case, if it has one, once the first has printed what that waits for, or has ended. */
async function runSecond(
  first: ObservedRun,
  { second }: ConformanceCase,
  start: (script: ConformanceCase) => Promise<ObservedRun>,
): Promise<string | undefined> {
  if (!second) return undefined;
  await Promise.race([first.until(({ stdout }) => stdout.includes(second.startWhen)), first.done]);
  const run = await start(second);
  for (const reaction of second.reactions) void react(run, reaction);
  return describe(run, await run.done);
}

async function react(run: ObservedRun, { when, action }: Reaction): Promise<void> {
  await run.until(({ stdout }) => stdout.includes(when));
  if (action.kind === 'interrupt') run.run.interrupt();
  else if (action.kind === 'wire') wire(run.run, action.wiring);
  else type(run, action.text);
}

function wire(run: WiredPins, { pin, input }: PinWiring): void {
  if (input.kind === 'level') run.setPin(pin, input.level);
  else if (input.kind === 'analog') run.setAnalog(pin, input.millivolts);
  else run.setTouch(pin, input.reading);
}

/** A client lives as long as the port that it connects to: the end of the run ends it. */
async function connectClient(run: ObservedRun, { port: boardPort, kind, typedAfterwards }: Client): Promise<void> {
  await run.until(({ events }) => events.some((event) => event.kind === 'listening' && event.boardPort === boardPort));
  const event = run.events.find((candidate) => candidate.kind === 'listening' && candidate.boardPort === boardPort);
  if (event?.kind !== 'listening') throw new Error('The event that was waited for is not there.');
  const [, host = '', port = ''] = /([\d.]+):(\d+)/.exec(event.address) ?? [];
  const address = { host, port: Number(port) };
  const options = tlsOptions(kind);
  const client = options ? connectTlsPeer(address, options) : connectSteppedPeer(address, kind, () => type(run, typedAfterwards));
  void run.done.then(() => client.destroy());
}

function type(run: ObservedRun, text: string): void {
  if (text !== '') run.run.write(new TextEncoder().encode(text));
}

function contents(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path, entry.isFile() ? readFileSync(path, 'latin1') : ''];
  });
  return JSON.stringify(entries);
}

function describe({ stdout, stderr, notices }: ObservedRun, result: RunResult): string {
  const sections = [
    stdout,
    ...(stderr === '' ? [] : [`--- stderr\n${stderr}`]),
    ...notices.map(({ severity, text }) => `--- notice (${severity})\n${text}\n`),
    `--- ${result.kind}${'reason' in result ? `: ${result.reason}` : ''}\n`,
  ];
  const text = sections.map((section) => (section === '' || section.endsWith('\n') ? section : `${section}\n--- no newline\n`)).join('');
  return text.replaceAll('\r', '␍');
}
