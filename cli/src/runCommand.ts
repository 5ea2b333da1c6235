/**
 * `run SCRIPT`: one run on the simulated board, with the process's standard streams as its console and the process's
 * signals as its stop button. Resolves with the exit code; leaves no process behind.
 */
import { explanationText, DisposableStore, type RunResult, type RunSession } from '../../shared/src';
import type { SimulatedBoard, SimulatedRun } from '../../simulator/src';
import { PROGRAM, type RunArguments } from './arguments';
import { boardOptions } from './boardOptions';
import { complain, onSignal, show } from './commandParts';
import { exitCodeOf, type StopCause } from './exitCode';
import { OutputSink } from './outputSink';
import { loadScript } from './scriptFile';
import { startStandIns } from './standIns';
import { forwardInput } from './standardInput';

/** How long a script may take to end after `--timeout` has interrupted it. */
const TIMEOUT_GRACE_MS = 1000;
/** How long the reader of the output of a run that was stopped may take with the rest. */
const FLUSH_GRACE_MS = 1000;

export async function runCommand(args: RunArguments, board: SimulatedBoard): Promise<number> {
  board.warmUp();
  const loaded = await loadScript(args.scriptPath);
  if (loaded.kind === 'unreadable') return complain(loaded.problem);
  const store = new DisposableStore();
  try {
    let run: SimulatedRun;
    try {
      const standIns = await startStandIns(args.standIns, store);
      // What the user says of a name goes before what was recorded of it.
      const own = new Set(args.aliases.map(({ name }) => name.toLowerCase()));
      const aliases = [...standIns.filter(({ name }) => !own.has(name.toLowerCase())), ...args.aliases];
      run = await board.start(loaded.script, boardOptions({ ...args, aliases }));
    } catch (error) {
      return complain(error);
    }
    return await attend(run, args);
  } finally {
    store.dispose();
  }
}

/** What a run may offer beyond the contract. */
type AttendedRun = RunSession & Partial<Pick<SimulatedRun, 'pauseEvents' | 'resumeEvents'>>;

/** Accompanies the run to its end. */
export async function attend(run: AttendedRun, { timeoutMs }: Pick<RunArguments, 'timeoutMs'>): Promise<number> {
  const store = new DisposableStore();
  let cause: StopCause = 'none';
  const stop = (why: StopCause, how: 'interrupt' | 'kill'): void => {
    if (cause === 'none') cause = why;
    run[how]();
  };
  const sink = new OutputSink(process, {
    onFull: () => run.pauseEvents?.(),
    onRoom: () => run.resumeEvents?.(),
    onClosed: () => stop('outputClosed', 'kill'),
  });
  store.add(run.onEvent((event) => show(event, sink)));
  store.add(onSignal('SIGINT', () => stop('interrupt', cause === 'interrupt' ? 'kill' : 'interrupt')));
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) store.add(onSignal(signal, () => stop('terminate', 'kill')));
  store.add(forwardInput(process.stdin, (bytes) => run.write(bytes)));
  if (timeoutMs !== undefined) {
    const timer = setTimeout(() => {
      sink.write('stderr', `${PROGRAM}: stopped after ${timeoutMs / 1000} s (--timeout)\n`);
      stop('timeout', 'interrupt');
      const grace = setTimeout(() => stop('timeout', 'kill'), TIMEOUT_GRACE_MS);
      store.defer(() => clearTimeout(grace));
    }, timeoutMs);
    store.defer(() => clearTimeout(timer));
  }
  const result = await run.done;
  store.dispose();
  sink.write('stderr', farewell(result));
  await (cause === 'none' ? sink.flush() : Promise.race([sink.flush(), after(FLUSH_GRACE_MS)]));
  return exitCodeOf(result, cause);
}

/** What the script could not say itself: why the run ended, or what its error means. */
function farewell(result: RunResult): string {
  const explanation = result.kind === 'exception' && result.osError ? explanationText(result.osError) : undefined;
  if (explanation !== undefined) return `${PROGRAM}: ${explanation}\n`;
  return result.kind === 'crashed' || result.kind === 'disconnected' ? `${PROGRAM}: ${result.reason}\n` : '';
}

function after(delayMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, delayMs));
}
