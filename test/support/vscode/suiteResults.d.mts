/** What the tests, which are TypeScript, see of suiteResults.mjs. */
export interface SuiteResult {
  readonly passed: number;
  readonly failed: number;
  readonly problem?: string;
  readonly failures?: ReadonlyArray<{ readonly title: string; readonly error?: string }>;
}

export function readResults(file: string, end: unknown): SuiteResult;
