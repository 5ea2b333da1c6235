/**
 * Diagnostics and their fixes. They are pulled where the client can pull, and pushed after a change where it cannot; both are the rules'
 * answers together with what MicroPython's compiler says of the text.
 */
import {
  CodeActionKind,
  DiagnosticSeverity,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic as ProtocolDiagnostic,
} from 'vscode-languageserver';
import { SET_RULE } from '../../../../shared/src';
import type { SourceFile } from '../../analysis/sourceFile';
import { diagnose, type Diagnostic, type RuleSettings } from '../../diagnostics/diagnose';
import type { Fix, Severity } from '../../diagnostics/rule';
import { isSuppressed } from '../../diagnostics/suppression';
import { SYNTAX_ERROR, syntaxProblem } from '../../diagnostics/syntaxError';
import { offsetAt, rangeOf } from '../positions';
import type { Settings } from '../settings';
import type { SyntaxChecker } from '../syntaxChecker';
import type { HandlerContext } from './context';

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

export const PROBLEM_CAPABILITIES = {
  diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
};

export interface ProblemOptions {
  readonly settings: Settings;
  readonly checker: SyntaxChecker;
  /** Whether another server tells what every Python server knows. */
  readonly isSupplement: () => boolean;
}

/** After the last change, this long nothing is pushed: who types is not interrupted. */
const PUSH_DELAY_MS = 200;

export class Problems {
  /** Where the page of the rules is; a rule's code is added as fragment. */
  rulePage: string | undefined;
  /** Whether the client pulls; then nothing is pushed. */
  isPulled = false;
  private last: { readonly file: SourceFile; readonly conditions: string; readonly found: readonly Diagnostic[] } | undefined;
  private readonly pushes = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly context: HandlerContext,
    private readonly options: ProblemOptions,
  ) {}

  handle(): void {
    const { connection } = this.context;
    connection.languages.diagnostics.on(async ({ textDocument }) => ({ kind: 'full', items: await this.find(textDocument.uri) }));
    connection.onCodeAction((params) => this.actions(params));
  }

  /** A document was opened or changed. */
  changed(uri: string): void {
    if (this.isPulled) return;
    clearTimeout(this.pushes.get(uri));
    this.pushes.set(
      uri,
      setTimeout(() => void this.push(uri), PUSH_DELAY_MS),
    );
  }

  closed(uri: string): void {
    clearTimeout(this.pushes.get(uri));
    this.pushes.delete(uri);
    if (!this.isPulled) void this.context.connection.sendDiagnostics({ uri, diagnostics: [] });
  }

  dispose(): void {
    for (const timer of this.pushes.values()) clearTimeout(timer);
  }

  private async push(uri: string): Promise<void> {
    const before = this.context.fileAt(uri);
    const diagnostics = await this.find(uri);
    // A newer text has its own push coming.
    if (this.context.fileAt(uri) === before) await this.context.connection.sendDiagnostics({ uri, diagnostics });
  }

  private async find(uri: string): Promise<ProtocolDiagnostic[]> {
    const file = this.context.fileAt(uri);
    if (file === undefined) return [];
    const settings = await this.options.settings.rules(uri);
    const verdict = await this.options.checker.check(uri, file.source.text);
    // A newer text took over what the edit left as it was: only that can be answered for now.
    if (this.context.fileAt(uri) !== file) return this.find(uri);
    const found = [...this.ofRules(file, settings)];
    const severity = settings[SYNTAX_ERROR] ?? 'error';
    if (verdict.kind === 'rejected' && severity !== 'off') {
      const problem: Diagnostic = { ...syntaxProblem(file, verdict.error), code: SYNTAX_ERROR, severity };
      if (!isSuppressed(file, problem)) found.unshift(problem);
    }
    return found.map((diagnostic) => this.toProtocol(file, diagnostic));
  }

  /** Fixes are asked for at each move of the cursor, for the text whose problems were just found. */
  private ofRules(file: SourceFile, settings: RuleSettings): readonly Diagnostic[] {
    const isSupplement = this.options.isSupplement();
    const { generation } = this.context.engine.program;
    const conditions = JSON.stringify({ generation, isSupplement, settings });
    if (this.last?.file !== file || this.last.conditions !== conditions)
      this.last = { file, conditions, found: this.askRules(file, settings, isSupplement) };
    return this.last.found;
  }

  private askRules(file: SourceFile, settings: RuleSettings, isSupplement: boolean): readonly Diagnostic[] {
    return diagnose(this.context.engine, file, {
      settings,
      isSupplement,
      onFailure: (rule, error) =>
        this.context.connection.console.error(
          `The rule ${rule.code} failed on ${file.uri}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        ),
    });
  }

  private async actions({ textDocument, range, context: { only } }: CodeActionParams): Promise<CodeAction[]> {
    const file = this.context.fileAt(textDocument.uri);
    if (file === undefined || (only && !only.includes(CodeActionKind.QuickFix))) return [];
    const [from, to] = [offsetAt(file.source, range.start), offsetAt(file.source, range.end)];
    const settings = await this.options.settings.rules(textDocument.uri);
    const here = this.ofRules(file, settings).filter((diagnostic) => diagnostic.from <= to && from <= diagnostic.to);
    return here.flatMap((diagnostic) => {
      const fixes = diagnostic.fixes?.() ?? [];
      return [...fixes.map((fix) => this.fixAction(file, diagnostic, fix)), ...this.silencingActions(file, diagnostic)];
    });
  }

  private fixAction(file: SourceFile, diagnostic: Diagnostic, { title, edits, isPreferred }: Fix): CodeAction {
    const changes = edits.map((edit) => ({ range: rangeOf(file.source, edit), newText: edit.text }));
    return {
      title,
      kind: CodeActionKind.QuickFix,
      diagnostics: [this.toProtocol(file, diagnostic)],
      edit: { changes: { [file.uri]: changes } },
      ...(isPreferred ? { isPreferred } : {}),
    };
  }

  private silencingActions(file: SourceFile, diagnostic: Diagnostic): CodeAction[] {
    const { code } = diagnostic;
    const common = { kind: CodeActionKind.QuickFix, diagnostics: [this.toProtocol(file, diagnostic)] };
    const lineEnd = endOfLine(file, diagnostic.from);
    const comment = { range: rangeOf(file.source, { from: lineEnd, to: lineEnd }), newText: `  # noqa: ${code}` };
    return [
      { ...common, title: `Ignore ${code} on this line`, edit: { changes: { [file.uri]: [comment] } } },
      {
        ...common,
        title: `Turn ${code} off for this workspace`,
        command: { title: 'Turn rule off', command: SET_RULE, arguments: [code, 'off'] },
      },
    ];
  }

  private toProtocol({ source, uri }: SourceFile, { code, message, severity, related, ...problem }: Diagnostic): ProtocolDiagnostic {
    return {
      range: rangeOf(source, problem),
      code,
      ...(this.rulePage === undefined ? {} : { codeDescription: { href: `${this.rulePage}#${code}` } }),
      ...(related
        ? { relatedInformation: related.map((place) => ({ location: { uri, range: rangeOf(source, place) }, message: place.message })) }
        : {}),
      source: 'MicroPython',
      message,
      severity: SEVERITIES[severity],
    };
  }
}

function endOfLine({ source }: SourceFile, offset: number): number {
  const end = source.text.slice(offset).search(/\r|\n/);
  return end < 0 ? source.text.length : offset + end;
}
