/**
 * WebSocket after its handshake: the frames of both ways put together to messages, the control frames between them, and what is wrong
 * with them by RFC 6455.
 */
import { TextDecoder } from 'node:util';
import type { DecodedMessage, Fact } from '../../../shared/src';
import type { Conversation } from '../conversation';
import { endingText } from '../ending';
import { showBody } from './body';
import type { ByteStream } from './byteStream';
import { Collector } from './collector';
import { MAX_BODY_BYTES } from './limits';
import { merge, type Messages } from './merge';
import type { Pace } from './pace';
import { counted, joined, oneLine, utf8 } from './words';
import { payloadOf, readFrame, type Frame } from './webSocketFrame';
import { MessageInflater } from './webSocketInflate';

export interface WebSocketStart {
  readonly requests: ByteStream;
  readonly requestsAt: number;
  readonly responses: ByteStream;
  readonly responsesAt: number;
  /** What the server agreed to. */
  readonly extensions: readonly string[];
  readonly end: Conversation['end'];
  readonly limit: number;
}

const CLOSE_CODES: Readonly<Record<number, string>> = {
  1000: 'normal',
  1001: 'going away',
  1002: 'protocol error',
  1003: 'data of a kind that is not accepted',
  1007: 'data that does not fit its type',
  1008: 'against the rules of the other side',
  1009: 'message too big',
  1010: 'extension missing',
  1011: 'unexpected error',
};
const OPCODES: Readonly<Record<number, string>> = { 0: 'continuation', 1: 'text', 2: 'binary', 8: 'close', 9: 'ping', 10: 'pong' };

export async function decodeWebSocket(start: WebSocketStart, pace: Pace): Promise<Messages> {
  const deflate = start.extensions.flatMap((value) => value.split(',')).find((value) => value.trim().startsWith('permessage-deflate'));
  const inflater = (who: string): MessageInflater | undefined =>
    deflate === undefined ? undefined : new MessageInflater(!deflate.includes(`${who}_no_context_takeover`));
  const { end, limit } = start;
  const client = new Way({ stream: start.requests, isClient: true, inflater: inflater('client'), end }, pace);
  const server = new Way({ stream: start.responses, isClient: false, inflater: inflater('server'), end }, pace);
  const sent = await client.read(start.requestsAt, limit + 1);
  const answered = await server.read(start.responsesAt, limit + 1);
  return merge(sent, answered, limit);
}

interface WayFacts {
  readonly stream: ByteStream;
  readonly isClient: boolean;
  readonly inflater: MessageInflater | undefined;
  readonly end: Conversation['end'];
}

/** A message whose last frame has not come yet. */
interface Unfinished {
  readonly frames: Frame[];
  readonly content: Collector;
  readonly problems: string[];
}

class Way {
  private readonly messages: DecodedMessage[] = [];
  private unfinished: Unfinished | undefined;

  constructor(
    private readonly facts: WayFacts,
    private readonly pace: Pace,
  ) {}

  async read(start: number, limit: number): Promise<readonly DecodedMessage[]> {
    const { stream, inflater } = this.facts;
    for (let at = start; at < stream.length && this.messages.length < limit;) {
      await this.pace.step();
      const frame = readFrame(stream, at);
      if (!frame || !(frame.opcode in OPCODES)) {
        this.stop(at, frame);
        break;
      }
      await this.take(frame);
      at = frame.end;
    }
    if (this.unfinished) await this.finish(this.unfinished, ['the last frame of the message is not there']);
    inflater?.dispose();
    return this.messages;
  }

  /** The rest cannot be told apart. */
  private stop(at: number, frame: Frame | undefined): void {
    const { stream } = this.facts;
    const problem = frame
      ? `frames with opcode ${frame.opcode} do not exist; the rest is not decoded`
      : (stream.cut ?? this.ending('within the head of a frame'));
    this.add({ title: frame ? 'no frame' : 'beginning of a frame', facts: [], problem }, at, stream.length);
  }

  private async take(frame: Frame): Promise<void> {
    const problems = this.problemsOf(frame);
    if (frame.opcode >= 8) return this.control(frame, problems);
    if (frame.opcode !== 0 && this.unfinished) {
      await this.finish(this.unfinished, ['another message begins before its last frame']);
      this.unfinished = undefined;
    }
    const message = this.unfinished ?? { frames: [], content: new Collector(MAX_BODY_BYTES), problems: [] };
    if (frame.opcode === 0 && !this.unfinished) problems.push('a continuation with no message before it');
    message.frames.push(frame);
    message.problems.push(...problems.slice(0, 4 - message.problems.length));
    const payload = payloadOf(this.facts.stream, frame, message.content.room);
    message.content.add(payload);
    message.content.skip(frame.end - frame.payloadStart - payload.length);
    this.unfinished = frame.isFinal ? undefined : message;
    if (frame.isFinal) await this.finish(message, []);
  }

  private async finish({ frames, content, problems }: Unfinished, more: readonly string[]): Promise<void> {
    const [first] = frames;
    const last = frames.at(-1);
    if (!first || !last) return;
    const kind = first.opcode === 1 ? 'text' : 'binary';
    const isWhole = !content.isCut && last.end === last.payloadStart + last.payloadBytes && more.length === 0;
    const isCompressed = (first.reserved & 4) !== 0 && this.facts.inflater !== undefined;
    const inflated = isCompressed ? await this.facts.inflater?.inflate(content.bytes, isWhole) : undefined;
    const bytes = inflated?.bytes ?? content.bytes;
    const isShown = inflated ? inflated.problem === undefined : true;
    const totalBytes = inflated ? bytes.length + (inflated.isCut ? 1 : 0) : content.totalBytes;
    const mediaType = kind === 'text' && isShown ? 'text/plain' : undefined;
    const shown = await showBody({ bytes, totalBytes, isTruncated: !isWhole, mediaType: await this.typeOf(mediaType, bytes) }, this.pace);
    const problem = joined([
      ...problems,
      ...more,
      inflated?.problem,
      shown.problem,
      kind === 'text' && isWhole && isShown ? badText(bytes) : undefined,
    ]);
    const size = inflated && isShown ? bytes.length : content.totalBytes;
    const facts: Fact[] = [
      ['Frames', framesText(frames)],
      ['Masked', frames.every(({ isMasked }) => isMasked) ? 'yes' : 'no'],
      ...(isCompressed ? [['Compressed', `permessage-deflate, ${counted(content.totalBytes, 'byte')}`] as const] : []),
    ];
    const title = `${kind}, ${counted(size, 'byte')}${inflated?.isCut === true ? ' and more' : ''}`;
    this.add(
      { title, facts, ...(shown.body && { body: shown.body }), ...(problem !== undefined && { problem }) },
      first.start,
      last.end,
      frames,
    );
  }

  /** Text is shown as what it looks like. */
  private typeOf(mediaType: string | undefined, bytes: Uint8Array): Promise<string | undefined> {
    const [first] = bytes;
    return Promise.resolve(mediaType !== undefined && (first === 0x7b || first === 0x5b) ? 'application/json' : mediaType);
  }

  private control(frame: Frame, problems: string[]): void {
    const name = OPCODES[frame.opcode] ?? '';
    const payload = payloadOf(this.facts.stream, frame, 125);
    if (!frame.isFinal) problems.push(`a ${name} must be one frame`);
    if (frame.payloadBytes > 125) problems.push(`a ${name} has at most 125 bytes`);
    const facts: Fact[] = [['Masked', frame.isMasked ? 'yes' : 'no']];
    let title = payload.length === 0 ? name : `${name}, ${counted(payload.length, 'byte')}`;
    if (frame.opcode === 8 && payload.length >= 2) {
      const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
      const reason = oneLine(utf8(payload.subarray(2)));
      title = `close ${code}${reason === '' ? '' : `: ${reason}`}`;
      facts.push(['Code', `${code} (${CLOSE_CODES[code] ?? 'no meaning of its own'})`]);
      if (code < 1000 || code === 1005 || code === 1006 || code === 1015) problems.push(`the code ${code} must not be sent`);
    } else if (frame.opcode === 8 && payload.length === 1) problems.push('the code has two bytes, not one');
    else if (payload.length > 0) facts.push(['Content', oneLine(utf8(payload))]);
    const problem = joined(problems);
    this.add({ title, facts, ...(problem !== undefined && { problem }) }, frame.start, frame.end);
  }

  private problemsOf({ start, end, isMasked, reserved, payloadStart, payloadBytes, opcode }: Frame): string[] {
    const { isClient, inflater, stream } = this.facts;
    const there = end - payloadStart;
    const isCompressed = reserved === 4 && inflater !== undefined && (opcode === 1 || opcode === 2);
    return [
      ...(isClient && !isMasked ? ['not masked, as the frames of a client have to be'] : []),
      ...(!isClient && isMasked ? ['masked, as the frames of a server must not be'] : []),
      ...(reserved !== 0 && !isCompressed ? ['has bits set that only an extension may use'] : []),
      ...(there < payloadBytes ? [stream.cut ?? this.ending(`after ${there} of ${counted(payloadBytes, 'byte')}`)] : []),
      ...(start === end ? ['is empty'] : []),
    ];
  }

  private ending(where: string): string {
    const { end, stream } = this.facts;
    if (end !== undefined) return `ends ${where}: ${endingText(end)}`;
    return `${stream.direction === 'out' ? 'the script' : 'the other side'} has come so far: ${where}`;
  }

  private add(
    message: Pick<DecodedMessage, 'title' | 'facts' | 'body' | 'problem'>,
    start: number,
    end: number,
    frames: readonly Frame[] = [],
  ): void {
    const span = this.facts.stream.span(start, end);
    // Control frames may stand between those of a message.
    const sizeBytes = frames.length > 0 ? frames.reduce((sum, frame) => sum + frame.end - frame.start, 0) : span.sizeBytes;
    this.messages.push({ protocol: 'websocket', ...message, ...span, sizeBytes });
  }
}

function framesText(frames: readonly Frame[]): string {
  const sizes = frames.slice(0, 20).map(({ payloadBytes }) => payloadBytes);
  return frames.length === 1 ? '1' : `${frames.length} (${sizes.join(' + ')}${frames.length > sizes.length ? ' + …' : ''} bytes)`;
}

function badText(bytes: Uint8Array): string | undefined {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return undefined;
  } catch {
    return 'text has to be UTF-8, which this is not';
  }
}
