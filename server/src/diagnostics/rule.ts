/** What a rule is: a check of one file that reports problems, each under a stable code with a page in docs/diagnostics.md. */
import type { Evaluator } from '../analysis/evaluator';
import type { SourceFile } from '../analysis/sourceFile';

export type Severity = 'error' | 'warning' | 'information' | 'hint';

export interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it is what nearly everybody wants. */
  readonly isPreferred?: boolean;
}

export interface Problem {
  readonly from: number;
  readonly to: number;
  readonly message: string;
  /** Worked out only when a fix is asked for. */
  readonly fixes?: () => readonly Fix[];
  /** Other places that belong to the problem. */
  readonly related?: readonly { readonly from: number; readonly to: number; readonly message: string }[];
}

export interface RuleContext {
  readonly engine: Evaluator;
  readonly file: SourceFile;
  readonly report: (problem: Problem) => void;
  /** What several rules ask of the file, found once for all of them. */
  readonly shared: <T>(find: (engine: Evaluator, file: SourceFile) => T) => T;
}

export interface Rule {
  /** Stable: settings, suppressions and links name it. */
  readonly code: string;
  readonly severity: Severity;
  /** Whether every Python server finds it: silent while another one is at work. */
  readonly isGeneric?: boolean;
  readonly check: (context: RuleContext) => void;
}
