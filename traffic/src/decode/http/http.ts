/**
 * HTTP/1.x over one connection: requests from one side, answers from the other, each put together across rows, paired in order, until the
 * connection is handed over to another protocol. An answer is read with its request at hand, because that decides whether it has a body.
 */
import type { DecodedConversation, DecodedMessage } from '../../../../shared/src';
import type { Conversation } from '../../conversation';
import { endingText } from '../../ending';
import { ByteStream } from '../byteStream';
import { MAX_MESSAGES } from '../limits';
import { inOrder } from '../merge';
import type { Pace } from '../pace';
import { joined } from '../words';
import { exchangeOf, type Paired } from './exchange';
import { listOf, valuesOf } from './head';
import { readLeftover } from './leftover';
import { readMessage, type HttpMessage, type Kind } from './message';

/** What the connection carries from there on. */
export interface Upgrade {
  /** In lower case, e.g. `websocket`; `connect` for a tunnel. */
  readonly protocol: string;
  /** E.g. what was agreed on of WebSocket's extensions. */
  readonly extensions: readonly string[];
  readonly requests: ByteStream;
  readonly requestsAt: number;
  readonly responses: ByteStream;
  readonly responsesAt: number;
}

export interface HttpResult {
  readonly decoded: DecodedConversation;
  /** The messages of `decoded.exchanges`, in the same order. */
  readonly pairs: readonly Paired[];
  readonly upgrade?: Upgrade;
}

/** One of the two ways, and how far it is read. */
interface Way {
  readonly kind: Kind;
  readonly stream: ByteStream;
  at: number;
  before?: HttpMessage;
}

export async function decodeHttp(conversation: Conversation, requestDirection: 'in' | 'out', pace: Pace): Promise<HttpResult> {
  const { transfers } = conversation;
  const requests = await ByteStream.of(transfers, requestDirection, pace);
  const responses = await ByteStream.of(transfers, requestDirection === 'out' ? 'in' : 'out', pace);
  return new HttpReader(conversation, requests, responses, pace).read();
}

class HttpReader {
  private readonly requests: Way;
  private readonly responses: Way;
  private readonly shown: DecodedMessage[] = [];
  private readonly places = new Map<HttpMessage, number>();
  private readonly pairs: Paired[] = [];
  /** Whether there was something in the answers' way that is none, and may stand for one. */
  private hasLeftover = false;

  constructor(
    private readonly conversation: Conversation,
    requests: ByteStream,
    responses: ByteStream,
    private readonly pace: Pace,
  ) {
    this.requests = { kind: 'request', stream: requests, at: 0 };
    this.responses = { kind: 'response', stream: responses, at: 0 };
  }

  async read(): Promise<HttpResult> {
    while (this.shown.length < MAX_MESSAGES) {
      const request = await this.next(this.requests, '');
      const response = await this.answer(request);
      if (!request && !response) return await this.result();
      if (!request) continue;
      this.pairs.push({ request, response });
      const protocol = upgradeOf(request, response);
      if (protocol === undefined) continue;
      // What it will be is not known before the answer.
      if (!response) return await this.result();
      return { ...(await this.result()), upgrade: this.upgrade(protocol, response) };
    }
    return await this.result(`only the first ${MAX_MESSAGES} messages are decoded`);
  }

  /** Past those that only announce it, and those that were there before the request: they answer nothing, as a 408 that ends an idle connection. */
  private async answer(request: HttpMessage | undefined): Promise<HttpMessage | undefined> {
    for (let count = 0; count < MAX_MESSAGES; count += 1) {
      await this.skipBlank(this.responses);
      const isEarlier = request !== undefined && this.rowOf(this.responses) < request.shown.rows[0];
      const response = await this.next(this.responses, isEarlier ? '' : (request?.head.method ?? ''));
      const isInterim = response && response.head.status >= 100 && response.head.status < 200 && response.head.status !== 101;
      if (!response || (!isInterim && !isEarlier)) return response;
    }
    return undefined;
  }

  /** The row in which the next message of a way begins. */
  private rowOf({ stream, at }: Way): number {
    return at < stream.length ? stream.span(at, at + 1).rows[0] : Infinity;
  }

  private async next(way: Way, method: string): Promise<HttpMessage | undefined> {
    const { stream, kind } = way;
    while (this.shown.length < MAX_MESSAGES) {
      await this.pace.step();
      await this.skipBlank(way);
      if (way.at >= stream.length) return undefined;
      const message = await readMessage({ stream, kind, start: way.at, method, end: this.conversation.end, pace: this.pace });
      if (message) {
        this.places.set(message, this.shown.push(message.shown) - 1);
        // A head without an end is not followed by anything.
        way.at = message.head.isComplete ? message.body.end : stream.length;
        way.before = message;
        return message;
      }
      const leftover = await readLeftover(stream, way.at, way.before, kind, this.pace);
      if (way.before && leftover.problemBefore !== undefined) this.addProblem(way.before, leftover.problemBefore);
      delete way.before;
      this.hasLeftover ||= kind === 'response';
      this.shown.push(leftover.shown);
      way.at = leftover.end;
    }
    return undefined;
  }

  /** Ends of lines between messages are allowed and mean nothing. */
  private async skipBlank(way: Way): Promise<void> {
    for (let byte = way.stream.byte(way.at); byte === 0x0d || byte === 0x0a; byte = way.stream.byte(way.at)) {
      way.at += 1;
      if (way.at % 4_096 === 0) await this.pace.step();
    }
  }

  /** Says of each request for which no answer came that none will. */
  private tellUnanswered(): void {
    const { end } = this.conversation;
    if (end === undefined || this.hasLeftover || this.responses.stream.cut !== undefined) return;
    for (const { request, response } of this.pairs)
      if (!response && request.head.isComplete && request.body.isComplete) this.addProblem(request, `not answered: ${endingText(end)}`);
  }

  private addProblem(message: HttpMessage, problem: string): void {
    const place = this.places.get(message) ?? -1;
    const shown = this.shown[place];
    if (shown) this.shown[place] = { ...shown, problem: joined([shown.problem, problem]) ?? '' };
  }

  private upgrade(protocol: string, response: HttpMessage): Upgrade {
    const { requests, responses } = this;
    return {
      protocol,
      extensions: valuesOf(response.head.headers, 'sec-websocket-extensions'),
      requests: requests.stream,
      requestsAt: requests.at,
      responses: responses.stream,
      responsesAt: responses.at,
    };
  }

  private async result(problem?: string): Promise<HttpResult> {
    if (problem === undefined) this.tellUnanswered();
    const { order, moved } = inOrder(this.shown);
    const position = (message: HttpMessage): number => moved[this.places.get(message) ?? 0] ?? 0;
    const exchanges = [];
    for (const pair of this.pairs) {
      await this.pace.step();
      exchanges.push(exchangeOf(pair, this.conversation, position));
    }
    const decoded = { protocol: 'http' as const, messages: order, exchanges, ...(problem !== undefined && { problem }) };
    return { decoded, pairs: this.pairs };
  }
}

/** Undefined if HTTP goes on. A request that asks for an upgrade is one while it is not answered. */
function upgradeOf({ head }: HttpMessage, response: HttpMessage | undefined): string | undefined {
  const asked = listOf(head.headers, 'upgrade')[0] ?? (head.method === 'CONNECT' ? 'connect' : undefined);
  if (!response) return asked;
  const { status, headers } = response.head;
  if (status === 101) return listOf(headers, 'upgrade')[0] ?? asked ?? 'unknown';
  return head.method === 'CONNECT' && status >= 200 && status < 300 ? 'connect' : undefined;
}
