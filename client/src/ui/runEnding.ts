/** How a run ended, in words: the same ones in the terminal and in the panel. */
import type { PanelEnding, RunResult } from '../../../shared/src';
import { summarizeTraceback } from './traceback';

export function describeEnding(result: RunResult, durationMs: number, targetName: string): PanelEnding {
  switch (result.kind) {
    case 'completed':
      return { tone: 'done', text: `finished in ${formatDuration(durationMs)}` };
    case 'exception': {
      const { cause, frame } = summarizeTraceback(result.traceback);
      const place = frame && { place: `${frame.file}:${frame.line}` };
      return { tone: 'failed', text: 'ended with an exception', cause, ...place };
    }
    case 'interrupted':
      return { tone: 'stopped', text: interruptionText(result) };
    case 'disconnected':
      return { tone: 'failed', text: `lost the connection to ${targetName}`, cause: firstLine(result.reason) };
    case 'crashed':
      return { tone: 'failed', text: `${targetName} stopped working`, cause: firstLine(result.reason) };
  }
}

function interruptionText({ killed, by }: Extract<RunResult, { kind: 'interrupted' }>): string {
  if (by) return by === 'reset' ? 'ended: the board was reset' : 'ended: the board was switched off';
  return killed ? 'killed: it did not end by itself' : 'stopped (KeyboardInterrupt)';
}

/** The gist of a text that may go on with a stack; the log keeps the rest. */
export function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}

export function formatDuration(durationMs: number): string {
  if (durationMs < 10_000) return `${(durationMs / 1000).toFixed(2)} s`;
  if (durationMs < 60_000) return `${(durationMs / 1000).toFixed(1)} s`;
  const seconds = Math.round(durationMs / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}
