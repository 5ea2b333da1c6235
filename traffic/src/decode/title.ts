/** What a connection is about, in one line for a list, from its first bytes alone: a list has many of them and asks again while they grow. */
import type { Transport } from '../../../shared/src';
import { dnsTitle } from './dns';
import { HEAD_BYTES } from './limits';
import { mqttTitle } from './mqtt';
import { requestWay, sniffProtocol } from './sniff';
import { tlsTitle } from './tlsRecords';
import { latin1, oneLine } from './words';

export interface TitleFacts {
  readonly transport: Transport;
  readonly peer: string;
  readonly isServer: boolean;
}

/** Empty if it is not known. */
export function conversationTitle(sentHead: Uint8Array, receivedHead: Uint8Array, { transport, peer }: TitleFacts): string {
  const heads = { transport, peer, sent: sentHead.subarray(0, HEAD_BYTES), received: receivedHead.subarray(0, HEAD_BYTES) };
  switch (sniffProtocol(heads)) {
    case 'http':
      return httpTitle(heads.sent, heads.received);
    case 'websocket':
      return `WebSocket ${targetOf(heads.sent) ?? targetOf(heads.received) ?? ''}`.trimEnd();
    case 'mqtt':
      return mqttTitle(heads.sent, heads.received);
    case 'dns':
      return dnsTitle(heads.sent, heads.received, transport);
    case 'tls':
      return tlsTitle(heads.sent, heads.received);
    case 'unknown':
      return '';
  }
}

function httpTitle(sent: Uint8Array, received: Uint8Array): string {
  const isOut = requestWay({ sent, received }) !== 'in';
  const [asked, answered] = isOut ? [sent, received] : [received, sent];
  const [, status] = /^HTTP\/\d\.\d (\d{3}[^\r\n]*)/.exec(latin1(answered)) ?? [];
  const line = /^[\r\n]*([^\r\n]*)/.exec(latin1(asked))?.[1] ?? '';
  const request = line.replace(/ HTTP\/\d\.\d$/, '');
  return oneLine([request, status?.trimEnd()].filter((part) => part !== undefined && part !== '').join(' → '), 120);
}

function targetOf(bytes: Uint8Array): string | undefined {
  const target = /^[\r\n]*[A-Z]+ ([^ \r\n]+)/.exec(latin1(bytes))?.[1];
  return target === undefined ? undefined : oneLine(target, 100);
}
