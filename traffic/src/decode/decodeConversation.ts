/**
 * Decodes a conversation: finds out which protocol it speaks, and has that protocol's decoder make messages of it. It never fails, whatever
 * the bytes are, and gives way to other work in between; what is not decoded is said in words.
 */
import { messageOf, type DecodedConversation, type DecodedProtocol, type HttpExchange } from '../../../shared/src';
import type { Conversation } from '../conversation';
import { decodeDns } from './dns';
import { decodeHttp, type Upgrade } from './http/http';
import { MAX_MESSAGES } from './limits';
import { inOrder } from './merge';
import { decodeMqtt } from './mqtt';
import { Pace } from './pace';
import { httpWay, sniffProtocol } from './sniff';
import { decodeTls } from './tls';
import { decodeTlsRecords } from './tlsRecords';
import { decodeWebSocket } from './webSocket';
import { oneLine } from './words';

/** Once `signal` says that nobody waits for it, what is given means nothing. */
export async function decodeConversation(conversation: Conversation, signal?: AbortSignal): Promise<DecodedConversation> {
  const protocol = sniffProtocol(conversation);
  const tls = conversation.tls && { tls: decodeTls(conversation.tls) };
  try {
    return { ...(await decodeAs(protocol, conversation, new Pace(signal))), ...tls };
  } catch (error) {
    // A parser of others met bytes of which nobody thought; the panel goes on without it.
    const reason = messageOf(error);
    return { protocol, messages: [], exchanges: [], problem: `the decoder failed: ${oneLine(reason)}`, ...tls };
  }
}

async function decodeAs(protocol: DecodedProtocol, conversation: Conversation, pace: Pace): Promise<DecodedConversation> {
  switch (protocol) {
    case 'http':
    case 'websocket': {
      const { decoded, upgrade } = await decodeHttp(conversation, httpWay(conversation), pace);
      return upgrade ? decodeUpgraded(decoded, upgrade, conversation, pace) : decoded;
    }
    case 'mqtt':
      return decodeMqtt(conversation, pace);
    case 'dns':
      return decodeDns(conversation, pace);
    case 'tls':
      return decodeTlsRecords(conversation, pace);
    case 'unknown':
      return { protocol, messages: [], exchanges: [] };
  }
}

async function decodeUpgraded(
  http: DecodedConversation,
  upgrade: Upgrade,
  { end }: Conversation,
  pace: Pace,
): Promise<DecodedConversation> {
  if (upgrade.protocol === 'websocket') {
    const limit = MAX_MESSAGES - http.messages.length;
    const { messages, problem } = await decodeWebSocket({ ...upgrade, end, limit }, pace);
    // A client may have sent its first message before it was answered.
    const { order, moved } = inOrder([...http.messages, ...messages]);
    const place = (index: number): number => moved[index] ?? 0;
    const exchanges = http.exchanges.map((exchange): HttpExchange => {
      const { request, response } = exchange;
      return { ...exchange, request: place(request), ...(response !== undefined && { response: place(response) }) };
    });
    return { protocol: 'websocket', messages: order, exchanges, ...(problem !== undefined && { problem }) };
  }
  const hasMore = upgrade.requestsAt < upgrade.requests.length || upgrade.responsesAt < upgrade.responses.length;
  const what =
    upgrade.protocol === 'connect' ? 'what goes through the tunnel' : `what follows the upgrade to ${oneLine(upgrade.protocol, 40)}`;
  return hasMore ? { ...http, problem: `${what} is not decoded` } : http;
}
