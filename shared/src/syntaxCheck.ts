/**
 * What the language server and the worker with MicroPython's compiler say to each other. One question is asked at a time; its answer
 * has its number. The worker is a bundle of its own, because the compiler is that of the simulated board.
 */

export interface SyntaxCheckRequest {
  readonly id: number;
  readonly source: string;
}

export interface CompilerError {
  /** `SyntaxError` or `IndentationError`. */
  readonly type: string;
  /** As the board prints it: `invalid syntax`. */
  readonly text: string;
  /** Counted from 1, as the compiler does. */
  readonly line: number;
}

export interface SyntaxCheckAnswer {
  readonly id: number;
  /** Undefined when the board takes the text. */
  readonly error: CompilerError | undefined;
}

/** Given to the worker when it starts. */
export interface SyntaxCheckStart {
  readonly wasmPath: string;
}
