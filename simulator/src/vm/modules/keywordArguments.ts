/** Positional-or-keyword and keyword-only arguments of native functions, with MicroPython's texts for those that do not fit. */
import type { Errors } from '../errors';
import type { Ref } from '../objects';

export interface Parameters<Positional extends string, KeywordOnly extends string> {
  /** Parameters that can be given by position or by name, in order. */
  readonly positional: readonly Positional[];
  readonly keywordOnly: readonly KeywordOnly[];
  /** How many of the positional ones must be given. */
  readonly required?: number;
}

/** The arguments by name; those that were not given are absent. */
export function parseArguments<P extends string, K extends string>(
  errors: Errors,
  { positional, keywordOnly, required = 0 }: Parameters<P, K>,
  args: readonly Ref[],
  keywords: ReadonlyMap<string, Ref>,
): Partial<Record<P | K, Ref>> {
  if (args.length > positional.length) return errors.type('extra positional arguments given');
  const parsed: Partial<Record<string, Ref>> = {};
  for (const [i, name] of positional.entries()) {
    const value = args[i];
    if (value !== undefined) parsed[name] = value;
  }
  let used = 0;
  for (const name of [...positional.slice(args.length), ...keywordOnly]) {
    const value = keywords.get(name);
    if (value === undefined) continue;
    parsed[name] = value;
    used++;
  }
  if (used < keywords.size) return errors.type('extra keyword arguments given');
  const missing = positional.slice(0, required).find((name) => parsed[name] === undefined);
  if (missing !== undefined) return errors.type(`'${missing}' argument required`);
  return parsed;
}
