/**
 * What stands in for the network: the peers of a recorded run played back, and the test peers; by themselves until Ctrl-C, or for one run. Their
 * code is loaded only for them.
 */
import { DisposableStore, type NameAlias } from '../../shared/src';
import type { Replay, ReplayOptions, TestPeers } from '../../traffic/src';
import { PROGRAM, type StandInArguments } from './arguments';
import { complain, onSignal } from './commandParts';
import { ExitCode } from './exitCode';

/** Adds them to the store; gives the aliases under which a script finds them. Rejects with a text for the user. */
export async function startStandIns({ replay, hasPeers }: StandInArguments, store: DisposableStore): Promise<readonly NameAlias[]> {
  const replayed = replay ? store.add(await startReplayOf(replay.file, replay)) : undefined;
  const peers = hasPeers ? store.add(await startTestPeers()) : undefined;
  return [...(replayed?.aliases ?? []), ...(peers?.aliases ?? [])];
}

/** `traffic replay FILE` */
export function replayCommand(file: string, options: ReplayOptions): Promise<number> {
  return untilStopped(async (store) => {
    const { peers, aliases } = store.add(await startReplayOf(file, options));
    for (const { peer, address, isTls, transport, connections } of peers) {
      const how = isTls ? 'TLS' : transport.toUpperCase();
      const count = connections === 1 ? 'once' : `${connections} times`;
      process.stdout.write(address === undefined ? `${peer}  refuses\n` : `${peer}  ${address}  ${how}, ${count}\n`);
    }
    return aliases;
  });
}

/** `peers` */
export function peersCommand(): Promise<number> {
  return untilStopped(async (store) => {
    const { peers, aliases } = store.add(await startTestPeers());
    for (const { name, port, address, what } of peers)
      process.stdout.write(`${`${name}:${port}`.padEnd(16)}  ${address.padEnd(15)}  ${what}\n`);
    return aliases;
  });
}

async function startReplayOf(file: string, options: ReplayOptions): Promise<Replay> {
  const { openRun, startReplay } = await import('../../traffic/src');
  const replay = await startReplay(await openRun(file), options);
  for (const remark of replay.remarks) tell(remark);
  replay.onDeviation(({ peer, text }) => tell(`Not as recorded, with ${peer}: ${text}`));
  return replay;
}

async function startTestPeers(): Promise<TestPeers> {
  const { startPeers } = await import('../../traffic/src');
  return startPeers();
}

/** Starts something, says how a script reaches it, and has it there until Ctrl-C. */
async function untilStopped(start: (store: DisposableStore) => Promise<readonly NameAlias[]>): Promise<number> {
  const store = new DisposableStore();
  try {
    const stopped = new Promise<number>((resolve) => {
      store.add(onSignal('SIGINT', () => resolve(ExitCode.finished)));
      for (const signal of ['SIGTERM', 'SIGHUP'] as const) store.add(onSignal(signal, () => resolve(ExitCode.terminated)));
    });
    const aliases = await start(store);
    process.stdout.write(`\n${PROGRAM} run${aliases.map(aliasOption).join('')} SCRIPT\n`);
    tell('Ctrl-C ends it.');
    return await stopped;
  } catch (error) {
    return complain(error);
  } finally {
    store.dispose();
  }
}

function aliasOption({ name, host, port, forPort }: NameAlias): string {
  return ` --alias ${name}${forPort === undefined ? '' : `:${forPort}`}=${host}${port === undefined ? '' : `:${port}`}`;
}

function tell(text: string): void {
  process.stderr.write(`${PROGRAM}: ${text}\n`);
}
