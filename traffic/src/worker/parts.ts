/**
 * A decoded conversation cut into parts for its way to the page. What is in them is made to text here, in the worker, because whoever
 * passes a part on would otherwise copy ten thousand objects, and do it twice.
 */
import type { DecodedConversation, DecodedMessage, DecodedPart, HttpExchange } from '../../../shared/src';

/** As much as is passed on and read in a few milliseconds. A single message may have more. */
const PART_CHARS = 128 * 1024;

export function* partsOf({ messages, exchanges, ...rest }: DecodedConversation): Generator<DecodedPart> {
  const listed = pieces(messages.map(withoutBytes), exchanges);
  let isFirst = true;
  let next = listed.next();
  do {
    const piece = next.value ?? NOTHING;
    next = listed.next();
    const json = `{"head":${isFirst ? JSON.stringify(rest) : 'null'},"messages":[${piece.messages.join()}],"exchanges":[${piece.exchanges.join()}]}`;
    yield { isFirst, isLast: next.done === true, json: new TextEncoder().encode(json), bytes: piece.bytes };
    isFirst = false;
  } while (next.done !== true);
}

interface Piece {
  readonly messages: string[];
  readonly exchanges: string[];
  readonly bytes: Uint8Array<ArrayBuffer>[];
}

const NOTHING: Piece = { messages: [], exchanges: [], bytes: [] };

interface Split {
  readonly message: object;
  readonly bytes?: Uint8Array<ArrayBuffer>;
}

function* pieces(messages: readonly Split[], exchanges: readonly HttpExchange[]): Generator<Piece, undefined> {
  let piece: Piece = { messages: [], exchanges: [], bytes: [] };
  let chars = 0;
  const isFull = (text: string, byteCount = 0): boolean => (chars += text.length + byteCount) >= PART_CHARS;
  for (const { message, bytes } of messages) {
    const text = JSON.stringify(message);
    piece.messages.push(text);
    if (bytes) piece.bytes.push(bytes);
    if (!isFull(text, bytes?.length)) continue;
    yield piece;
    piece = { messages: [], exchanges: [], bytes: [] };
    chars = 0;
  }
  for (const exchange of exchanges) {
    const text = JSON.stringify(exchange);
    piece.exchanges.push(text);
    if (!isFull(text)) continue;
    yield piece;
    piece = { messages: [], exchanges: [], bytes: [] };
    chars = 0;
  }
  if (chars > 0) yield piece;
  return undefined;
}

function withoutBytes(message: DecodedMessage): Split {
  const { body } = message;
  if (!body || body.kind === 'text') return { message };
  const { bytes, ...rest } = body;
  // A copy with a buffer of its own, which can be handed over.
  return { message: { ...message, body: rest }, bytes: new Uint8Array(bytes) };
}
