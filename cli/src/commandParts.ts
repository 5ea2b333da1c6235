/** What the commands have in common: how they show what a board tells, and how they complain. */
import { listeningText, type Disposable, type RunEvent, messageOf } from '../../shared/src';
import { PROGRAM } from './arguments';
import { ExitCode } from './exitCode';
import type { OutputSink } from './outputSink';

export function show(event: RunEvent, sink: OutputSink): void {
  if (event.kind === 'output') sink.write(event.stream, event.bytes);
  else sink.write('stderr', noticeOf(event));
}

/** What the command says itself to an event; empty for most. */
export function noticeOf(event: RunEvent): string {
  if (event.kind === 'listening') return `${PROGRAM}: ${listeningText(event)}\n`;
  return event.kind === 'notice' ? `${PROGRAM}: ${event.notice.text}\n` : '';
}

/** Says why a command does not begin, and returns its exit code. */
export function complain(problem: unknown): number {
  process.stderr.write(`${PROGRAM}: ${messageOf(problem)}\n`);
  return ExitCode.usage;
}

export function onSignal(signal: NodeJS.Signals, listener: () => void): Disposable {
  process.on(signal, listener);
  return { dispose: () => process.off(signal, listener) };
}
