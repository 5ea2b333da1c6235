/** What the tests, which are TypeScript, see of bundles.mjs. */
export const FIRMWARE: string;
export const STUBS: { readonly out: string; readonly source: string };
export const BUNDLES: ReadonlyArray<{ readonly out: string; readonly entry: string }>;
export const ON_DEMAND: ReadonlyArray<{ readonly bundle: string }>;
/** Paths below dist/. */
export function moduleFiles(): string[];
/** Paths below the repository, and the package. */
export function prebuildFiles(): string[];

/** The content of the file of stubs: their text, by module name. */
export declare function packStubs(): Record<string, string>;
