/**
 * The HTTP exchanges of a run as an HTTP Archive (HAR 1.2), which browsers' network tools and many others open. Contents are what was
 * sent with its codings undone, not what the panel makes pretty; what the decoder has not kept is said in comments.
 */
import { conversationsOf, type NumberedConversation } from '../conversations';
import { decodeHttp, type HttpResult } from '../decode/http/http';
import { Pace } from '../decode/pace';
import { httpWay, sniffProtocol } from '../decode/sniff';
import type { RecordedRun } from '../recordedRun';
import { noAnswer, requestOf, responseOf } from './harMessages';
import { SocketTimes } from './harTimings';

/** That of package.json. */
const VERSION = '0.1.0';

export async function harOf(run: RecordedRun): Promise<string> {
  let text = '';
  for await (const piece of harPieces(run)) text += piece;
  return text;
}

/** Entry by entry, and giving way to others in between. */
export async function* harPieces(run: RecordedRun): AsyncGenerator<string> {
  const pace = new Pace();
  const times = await SocketTimes.of(run, pace);
  const entries: HarEntry[] = [];
  for (const conversation of await conversationsOf(run, pace)) {
    await pace.step();
    const result = await httpOf(conversation);
    if (!result) continue;
    for await (const entry of entriesOf(conversation, result, times, run.facts.startedAt)) {
      await pace.step();
      entries.push(entry);
    }
  }
  entries.sort((a, b) => (a.startedDateTime < b.startedDateTime ? -1 : a.startedDateTime > b.startedDateTime ? 1 : 0));
  const { script, target } = run.facts;
  const creator = { name: 'MicroPython Sockets', version: VERSION };
  const frame = JSON.stringify({ log: { version: '1.2', creator, entries: [0], comment: `${script} on ${target}` } }, null, 2);
  const [before = '', after = ''] = frame.split(/0(?=\n {4}\],\n)/, 2);
  yield entries.length === 0 ? before.trimEnd() : before;
  for (const [index, entry] of entries.entries()) {
    await pace.step();
    yield `${index > 0 ? ',\n      ' : ''}${JSON.stringify(entry, null, 2).replaceAll('\n', '\n      ')}`;
  }
  yield `${entries.length === 0 ? after.trimStart() : after}\n`;
}

interface HarEntry {
  readonly startedDateTime: string;
}

/** Undefined for other protocols. Of a WebSocket it is the exchange that opened it. */
async function httpOf(conversation: NumberedConversation): Promise<HttpResult | undefined> {
  const protocol = sniffProtocol(conversation);
  return protocol === 'http' || protocol === 'websocket' ? decodeHttp(conversation, httpWay(conversation), new Pace()) : undefined;
}

async function* entriesOf(
  conversation: NumberedConversation,
  { decoded, pairs }: HttpResult,
  times: SocketTimes,
  startedAt: number,
): AsyncGenerator<HarEntry> {
  const { socket, end } = conversation;
  const address = conversation.isServer ? undefined : times.addressOf(socket);
  for (const [index, { request, response }] of pairs.entries()) {
    const exchange = decoded.exchanges[index];
    const problemOf = (place: number | undefined): string | undefined =>
      place === undefined ? undefined : decoded.messages[place]?.problem;
    const { startMs, time, timings } = times.timingsOf(socket, request.shown, response?.shown, index === 0);
    yield {
      startedDateTime: new Date(startedAt + startMs).toISOString(),
      time,
      request: await requestOf(request, conversation, problemOf(exchange?.request)),
      response: response ? await responseOf(response, problemOf(exchange?.response)) : noAnswer(end),
      cache: {},
      timings,
      ...(address !== undefined && { serverIPAddress: address }),
      connection: String(socket),
    } as HarEntry;
  }
}
