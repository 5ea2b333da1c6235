/** A request and its answer in numbers, and in the words of other tools. */
import type { HttpExchange } from '../../../../shared/src';
import type { Conversation } from '../../conversation';
import { curlLine } from './curl';
import { readable } from './head';
import type { HttpMessage } from './message';
import { micropythonScript } from './micropython';
import { repeatable } from './repeatable';

export interface Paired {
  readonly request: HttpMessage;
  readonly response?: HttpMessage | undefined;
}

/** `position` tells where a message is among all. */
export function exchangeOf(
  { request, response }: Paired,
  conversation: Conversation,
  position: (message: HttpMessage) => number,
): HttpExchange {
  const { method, url } = request.head;
  const parts = repeatable(request, conversation);
  const own = { request: position(request), method, url: readable(url), curl: curlLine(parts), micropython: micropythonScript(parts) };
  if (!response) return own;
  const { status, reason } = response.head;
  const [firstMs, lastMs] = response.shown.timeMs;
  const [beginMs, sentMs] = request.shown.timeMs;
  return {
    ...own,
    response: position(response),
    ...(status > 0 && { status, reason }),
    // An answer can begin before the request has ended.
    firstByteMs: Math.max(0, firstMs - sentMs),
    totalMs: lastMs - beginMs,
    bodyBytes: response.body.totalBytes,
  };
}
