/**
 * Answers HTTP connections request by request, whatever connections they came on: each with what was recorded for its method and path, in
 * order among equals. A request that was not recorded is answered with 501 and a text that says so.
 */
import { createHash } from 'node:crypto';
import type { ServedConnection } from '../peers/loopback';
import { AnswerPlayer } from './answerPlayer';
import type { OnDeviation } from './deviation';
import type { ExchangePool, RecordedExchange } from './httpExchanges';
import type { Answer } from './recordedPeers';
import { readRequest, type RequestHead } from './requestReader';

export interface HttpSessionsOptions {
  readonly hasTiming: boolean;
  readonly onDeviation: OnDeviation;
}

export class HttpSessions {
  constructor(
    private readonly pool: ExchangePool,
    private readonly options: HttpSessionsOptions,
  ) {}

  serve(connection: ServedConnection): void {
    new HttpConnection(connection, this.pool, this.options);
  }
}

interface OpenExchange {
  readonly head: RequestHead;
  readonly recorded: RecordedExchange;
  readonly player: AnswerPlayer;
  /** Of the request, once all of it is here. */
  sizeBytes?: number;
}

class HttpConnection {
  /** What came since the request began that is being answered. */
  private pending = Buffer.alloc(0);
  private open: OpenExchange | undefined;
  /** Bytes of another protocol that came after the request. */
  private upgradedBytes = 0;

  constructor(
    private readonly connection: ServedConnection,
    private readonly pool: ExchangePool,
    private readonly options: HttpSessionsOptions,
  ) {
    connection.stream.on('data', (chunk: Buffer) => this.take(chunk));
  }

  private take(chunk: Buffer): void {
    const { open } = this;
    if (open?.sizeBytes !== undefined && open.recorded.isUpgrade) {
      this.upgradedBytes += chunk.length;
      open.player.reached(open.recorded.request.length + this.upgradedBytes);
      return;
    }
    this.pending = Buffer.concat([this.pending, chunk]);
    this.look();
  }

  private look(): void {
    // A request that comes early waits until the one before it is answered.
    if (this.pending.length === 0 || this.open?.sizeBytes !== undefined) return;
    const progress = readRequest(this.pending);
    if (progress.kind === 'noRequest') {
      this.options.onDeviation('what the script sends is no HTTP request; the connection is closed');
      this.connection.stream.destroy();
      return;
    }
    if (!this.open && progress.head) this.begin(progress.head);
    if (!this.open) return;
    if (progress.kind === 'request') this.complete(this.open, progress.sizeBytes);
    // What was answered before all of the request was there is due now, too: `100 Continue` is.
    else this.open.player.reached(Math.min(this.pending.length, this.open.recorded.request.length - 1));
  }

  private begin(head: RequestHead): void {
    const found = this.pool.find(head);
    if (!found) return this.refuse(head);
    if (found.deviation !== undefined) this.options.onDeviation(found.deviation);
    const recorded = found.exchange;
    const { connection } = this;
    const { hasTiming } = this.options;
    const player = new AnswerPlayer({ connection, answers: withAccept(recorded, head), hasTiming, onDone: () => this.finish() });
    this.open = { head, recorded, player };
  }

  private complete(open: OpenExchange, sizeBytes: number): void {
    const { head, recorded, player } = open;
    open.sizeBytes = sizeBytes;
    const difference = requestDifference(this.pending.subarray(0, sizeBytes), recorded, head);
    if (difference !== undefined) this.options.onDeviation(difference);
    if (recorded.isUpgrade) this.upgradedBytes = this.pending.length - sizeBytes;
    player.reached(recorded.request.length + this.upgradedBytes);
    if (player.isDone) this.finish();
  }

  private finish(): void {
    const { open } = this;
    if (open?.sizeBytes === undefined || open.recorded.isUpgrade) return;
    if (open.recorded.isLast) {
      this.connection.stream.end();
      return;
    }
    this.pending = this.pending.subarray(open.sizeBytes);
    this.open = undefined;
    this.look();
  }

  private refuse({ method, target }: RequestHead): void {
    this.options.onDeviation(`${method} ${target} was not recorded; it is answered with 501`);
    const body = `${method} ${target} was not recorded.\n`;
    const { stream } = this.connection;
    stream.end(
      `HTTP/1.1 501 Not Recorded\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
    stream.removeAllListeners('data').resume();
  }
}

function requestDifference(now: Buffer, recorded: RecordedExchange, { method, target }: RequestHead): string | undefined {
  const before = recorded.request;
  if (now.equals(before) || target !== recorded.head.target) return undefined;
  const [linesNow, linesBefore] = [linesOf(now), linesOf(before)];
  const index = linesNow.findIndex((line, at) => line !== linesBefore[at]);
  const line = index < 0 ? 'nothing' : quoted(linesNow[index]);
  return `${method} ${target} is sent with ${line}, and was with ${quoted(linesBefore[index < 0 ? linesNow.length : index])}`;
}

function linesOf(bytes: Buffer): string[] {
  return bytes.toString('latin1').split('\r\n');
}

function quoted(line: string | undefined): string {
  if (line === undefined) return 'nothing';
  return JSON.stringify(line.length > 60 ? `${line.slice(0, 60)}…` : line);
}

/** A WebSocket's server proves that it has read the key, which is another one each time (RFC 6455, 4.2.2). */
function withAccept({ answers, isUpgrade, request }: RecordedExchange, { text }: RequestHead): readonly Answer[] {
  const key = /^sec-websocket-key:\s*(\S+)\s*$/im.exec(text)?.[1];
  if (key === undefined || !isUpgrade) return answers;
  const accept = createHash('sha1').update(`${key}${WEB_SOCKET_GUID}`).digest('base64');
  return answers.map((answer): Answer => {
    // What comes after the first frame of the script is no header.
    if (answer.act.kind !== 'bytes' || answer.afterBytes > request.length) return answer;
    const content = Buffer.from(answer.act.bytes).toString('latin1');
    const changed = content.replace(/^(sec-websocket-accept:\s*)\S+/im, (_, name: string) => name + accept);
    return { ...answer, act: { kind: 'bytes', bytes: Buffer.from(changed, 'latin1') } };
  });
}

const WEB_SOCKET_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
