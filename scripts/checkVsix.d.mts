/** What the tests, which are TypeScript, see of checkVsix.mjs. */
export function judgePackage(files: ReadonlyMap<string, Buffer>, privatePaths: readonly string[]): string[];
