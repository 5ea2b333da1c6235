/** The rules about networking, in the order of docs/diagnostics.md. */
import type { Rule } from '../rule';
import { ADDRESS_RULES } from './addresses';
import { ASYNCIO_RULES } from './asyncio';
import { BYTES_RULES } from './bytesAndText';
import { errnoNumber } from './errorNumbers';
import { HTTP_RULES } from './http';
import { SOCKET_RULES } from './sockets';
import { TLS_RULES } from './tls';
import { WIFI_RULES } from './wifi';

export const NETWORK_RULES: readonly Rule[] = [
  ...ADDRESS_RULES,
  ...SOCKET_RULES,
  ...HTTP_RULES,
  ...WIFI_RULES,
  errnoNumber,
  ...BYTES_RULES,
  ...TLS_RULES,
  ...ASYNCIO_RULES,
];
