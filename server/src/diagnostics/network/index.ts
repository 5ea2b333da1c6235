/** The rules about networking, in the order of docs/diagnostics.md. */
import type { Rule } from '../rule';
import { ADDRESS_RULES } from './addresses';
import { ASYNCIO_RULES } from './asyncio';
import { BYTES_RULES } from './bytesAndText';
import { acceptBlocks } from './blockingAccept';
import { errnoNumber } from './errorNumbers';
import { HTTP_RULES } from './http';
import { MESSAGE_RULES } from './messages';
import { RETRY_RULES } from './retries';
import { SOCKET_RULES } from './sockets';
import { staticAddress } from './staticAddress';
import { portTaken } from './takenPorts';
import { TLS_RULES } from './tls';
import { TLS_HANDSHAKE_RULES } from './tlsHandshake';
import { WIFI_RULES } from './wifi';

export const NETWORK_RULES: readonly Rule[] = [
  ...ADDRESS_RULES,
  ...SOCKET_RULES,
  portTaken,
  acceptBlocks,
  ...RETRY_RULES,
  ...HTTP_RULES,
  ...MESSAGE_RULES,
  ...WIFI_RULES,
  staticAddress,
  errnoNumber,
  ...BYTES_RULES,
  ...TLS_RULES,
  ...TLS_HANDSHAKE_RULES,
  ...ASYNCIO_RULES,
];
