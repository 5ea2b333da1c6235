/** The rules in the order of docs/diagnostics.md. */
import { connectAddress } from './connectAddress';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [connectAddress];
