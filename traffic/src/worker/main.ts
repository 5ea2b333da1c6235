/**
 * The worker that decodes traffic. It keeps the records of the one connection that is looked at, decodes them when it is asked to, and
 * gives the result away part by part. A newer question takes the place of the one that is under way.
 */
import { parentPort } from 'node:worker_threads';
import type { DecodedPart } from '../../../shared/src';
import { transferOf, type Transfer } from '../conversation';
import { conversationFrom } from '../conversations';
import { conversationTitle, decodeConversation } from '../decode';
import type { ConversationFacts, FromDecoder, RecordBatch, ToDecoder } from './messages';
import { partsOf } from './parts';

let transfers: Transfer[] = [];
let parts: Iterator<DecodedPart> | undefined;
let underWay: AbortController | undefined;

parentPort?.on('message', (message: ToDecoder) => {
  switch (message.kind) {
    case 'begin':
      giveUp();
      transfers = [];
      return;
    case 'records':
      add(message.batch);
      return;
    case 'decode':
      void decode(message.request, message.facts);
      return;
    case 'more':
      return sendPart(message.request);
    case 'titles': {
      const titles = message.heads.map((heads) => conversationTitle(heads.sent, heads.received, heads));
      return send({ kind: 'titles', request: message.request, titles });
    }
  }
});

function giveUp(): void {
  underWay?.abort();
  underWay = parts = undefined;
}

function add({ records, bytes }: RecordBatch): void {
  let at = 0;
  for (const { row, byteCount, ...record } of records) {
    const transfer = transferOf({ ...record, bytes: bytes.subarray(at, at + byteCount) }, row);
    at += byteCount;
    if (transfer) transfers.push(transfer);
  }
}

async function decode(request: number, { connection, tls, missing }: ConversationFacts): Promise<void> {
  giveUp();
  const own = (underWay = new AbortController());
  // Records that come meanwhile are of the next question.
  const conversation = conversationFrom(connection, tls, transfers.slice());
  const decoded = conversation
    ? await decodeConversation(conversation, own.signal)
    : { protocol: 'unknown' as const, messages: [], exchanges: [] };
  if (own.signal.aborted) return;
  parts = partsOf(missing === undefined ? decoded : { ...decoded, problem: missing });
  sendPart(request);
}

function sendPart(request: number): void {
  const next = parts?.next();
  if (next?.done !== false) return;
  const part = next.value;
  send({ kind: 'part', request, part }, [part.json.buffer, ...part.bytes.map(({ buffer }) => buffer)]);
}

function send(message: FromDecoder, buffers: readonly ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, buffers);
}
