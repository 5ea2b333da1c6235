/** All rules over one file. Rules are pure; a rule that fails does not take the others with it, but is told to the caller. */
import type { Evaluator } from '../analysis/evaluator';
import type { SourceFile } from '../analysis/sourceFile';
import type { Problem, Rule, RuleContext, Severity } from './rule';
import { RULES } from './rules';
import { isSuppressed } from './suppression';

export interface Diagnostic extends Problem {
  readonly code: string;
  readonly severity: Severity;
}

/** What the user wants of each rule; one that is not named keeps its own severity. */
export type RuleSettings = Readonly<Record<string, Severity | 'off'>>;

export interface DiagnoseOptions {
  readonly settings: RuleSettings;
  /** Whether another server is at work, which tells what every Python server knows. */
  readonly isSupplement?: boolean;
  readonly onFailure: (rule: Rule, error: unknown) => void;
}

export function diagnose(
  engine: Evaluator,
  file: SourceFile,
  { settings, isSupplement = false, onFailure }: DiagnoseOptions,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  const shared = sharedFindings(engine, file);
  for (const rule of RULES) {
    const severity = settings[rule.code] ?? rule.severity;
    if (severity === 'off' || (isSupplement && rule.isGeneric)) continue;
    try {
      rule.check({ engine, file, shared, report: (problem) => found.push({ ...problem, code: rule.code, severity }) });
    } catch (error) {
      onFailure(rule, error);
    }
  }
  return found.filter((problem) => !isSuppressed(file, problem)).sort((a, b) => a.from - b.from);
}

function sharedFindings(engine: Evaluator, file: SourceFile): RuleContext['shared'] {
  const findings = new Map<unknown, unknown>();
  return <T>(find: (engine: Evaluator, file: SourceFile) => T): T => {
    if (!findings.has(find)) findings.set(find, find(engine, file));
    return findings.get(find) as T;
  };
}
