/** What the tests, which are TypeScript, see of checkImports.mjs. */
export interface ImportReport {
  readonly fileCount: number;
  readonly importCount: number;
  /** One line for each forbidden arrow, unresolved import and cycle; empty when all is well. */
  readonly problems: readonly string[];
}

export function checkImports(root: string): ImportReport;
