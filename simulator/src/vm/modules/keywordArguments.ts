/** Arguments of native functions by number and by name, with MicroPython's texts for those that do not fit. */
import type { Errors } from '../errors';
import type { Ref } from '../objects';

export interface Parameters<Positional extends string, KeywordOnly extends string> {
  /** Parameters that can be given by position or by name, in order. */
  readonly positional: readonly Positional[];
  readonly keywordOnly: readonly KeywordOnly[];
  /** How many of the positional ones must be given. */
  readonly required?: number;
}

/** Checks how many arguments a constructor or an object that is called has got. */
export function checkArgumentCount(
  errors: Errors,
  args: readonly Ref[],
  keywords: ReadonlyMap<string, Ref>,
  { min, max, takesKeywords = false }: { readonly min: number; readonly max: number; readonly takesKeywords?: boolean },
): void {
  const given = args.length;
  if (keywords.size > 0 && !takesKeywords) errors.type("function doesn't take keyword arguments");
  if (min === max && given !== min) errors.type(`function takes ${min} positional arguments but ${given} were given`);
  if (given < min) errors.type(`function missing ${min - given} required positional arguments`);
  if (given > max) errors.type(`function expected at most ${max} arguments, got ${given}`);
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
