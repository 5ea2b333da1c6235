/** The rules about networking, in the order of docs/diagnostics.md. */
import type { Rule } from '../rule';
import { ADDRESS_RULES } from './addresses';
import { HTTP_RULES } from './http';
import { OTHER_RULES } from './others';
import { SOCKET_RULES } from './sockets';

export const NETWORK_RULES: readonly Rule[] = [...ADDRESS_RULES, ...SOCKET_RULES, ...HTTP_RULES, ...OTHER_RULES];
