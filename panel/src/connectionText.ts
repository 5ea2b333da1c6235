/** A connection in words, as pure functions. */
import { type ConnectionSummary, durationText, errnoText } from '../../shared/src';
import { bytesText } from './rowText';

/** How a connection looks: as its rows do. */
export type ConnectionTone = 'open' | 'closed' | 'failed' | 'listening';

export function connectionTone({ state }: ConnectionSummary): ConnectionTone {
  if (state === 'failed' || state === 'closed' || state === 'listening') return state;
  return 'open';
}

/** `connected`, `closed by the script`, `failed: 104 ECONNRESET`. */
export function stateText({ state, closedBy, errno, role }: ConnectionSummary): string {
  const error = errno === undefined ? '' : errnoText(errno);
  switch (state) {
    case 'open':
      return role === 'datagram' ? 'in use' : 'not connected';
    case 'listening':
      return 'listens';
    case 'connected':
      return closedBy === 'peer' ? 'closed by the other side' : 'connected';
    case 'failed':
      return error === '' ? 'failed' : `failed: ${error}`;
    case 'closed':
      return closedBy === 'peer'
        ? 'closed by the other side first'
        : closedBy === 'reset'
          ? 'reset by the other side'
          : 'closed by the script';
  }
}

export function transportText({ transport, isTls, role }: ConnectionSummary): string {
  const name = isTls ? (transport === 'udp' ? 'DTLS' : 'TLS') : transport.toUpperCase();
  return role === 'server' ? `${name}, accepted` : name;
}

/** Everything, for a tooltip, a screen reader and the heading of the detail. */
export function connectionFacts(connection: ConnectionSummary): string[] {
  const { address, receivedBytes, sentBytes, startMs, endMs } = connection;
  return [
    transportText(connection),
    ...(address === undefined ? [] : [address]),
    stateText(connection),
    `${bytesText(receivedBytes)} received`,
    `${bytesText(sentBytes)} sent`,
    durationText(endMs - startMs),
  ];
}
