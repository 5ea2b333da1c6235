/** Reads MicroPython's tracebacks: which file and line a printed line names, and what the whole text comes down to. */

export interface TracebackFrame {
  readonly file: string;
  /** Counts from 1. */
  readonly line: number;
}

/** A frame within a line of text; `start` and `length` cover what reads as its place. */
export interface FrameInText extends TracebackFrame {
  readonly start: number;
  readonly length: number;
}

export function framesIn(text: string): FrameInText[] {
  return [...text.matchAll(/File "([^"]+)", line (\d+)/g)].map((match) => ({
    file: match[1] ?? '',
    line: Number(match[2]),
    start: match.index,
    length: match[0].length,
  }));
}

export interface TracebackSummary {
  /** The last line, e.g. `OSError: [Errno 104] ECONNRESET`. */
  readonly cause: string;
  /** The innermost frame, i.e. the one printed last. */
  readonly frame?: TracebackFrame;
}

export function summarizeTraceback(traceback: string): TracebackSummary {
  const lines = traceback.split(/\r?\n/).filter((line) => line.trim() !== '');
  const frame = framesIn(traceback).at(-1);
  const cause = lines.at(-1)?.trim() ?? '';
  return frame ? { cause, frame: { file: frame.file, line: frame.line } } : { cause };
}
