/** The rules in the order of docs/diagnostics.md. */
import { connectAddress } from './connectAddress';
import { NETWORK_RULES } from './network';
import { NAME_RULES } from './names';
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [connectAddress, ...NETWORK_RULES, ...NAME_RULES];
