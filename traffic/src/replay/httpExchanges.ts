/** The recorded HTTP exchanges with one peer: cut out of its connections, and given out again by method and path. */
import type { Answer, RecordedSession } from './recordedPeers';
import { readRequest, type RequestHead } from './requestReader';

export interface RecordedExchange {
  readonly head: RequestHead;
  readonly request: Buffer;
  /** Whether the connection went over to another protocol with it. */
  readonly isUpgrade: boolean;
  /** Whether the peer closes after its answer, as one of both has said, though the script may not have waited for it. */
  readonly isLast: boolean;
  /** `afterBytes` counts from the start of the request. */
  readonly answers: readonly Answer[];
}

/** The exchanges of a connection that speaks HTTP, the script first; undefined if it does not. */
export function exchangesOf({ sent, answers, isWhole }: RecordedSession): RecordedExchange[] | undefined {
  if (!isWhole || sent.length === 0 || answers[0]?.afterBytes === 0) return undefined;
  const all = Buffer.concat(sent.map(({ bytes }) => bytes));
  const requests: { readonly head: RequestHead; readonly start: number; readonly end: number }[] = [];
  for (let start = 0; start < all.length;) {
    const progress = readRequest(all.subarray(start));
    // What is no request belongs to the one before it: its protocol was changed, or it was cut off.
    if (progress.kind !== 'request') break;
    requests.push({ head: progress.head, start, end: start + progress.sizeBytes });
    start += progress.sizeBytes;
  }
  if (requests.length === 0) return undefined;
  return requests.map(({ head, start, end }, index) => {
    const next = requests[index + 1]?.start ?? Infinity;
    const own = answers.filter(({ afterBytes }) => afterBytes > start && afterBytes <= next);
    return {
      head,
      request: all.subarray(start, end),
      isUpgrade: isUpgrade(head, own),
      isLast: isLast(head, own),
      answers: own.map((answer) => ({ ...answer, afterBytes: answer.afterBytes - start })),
    };
  });
}

function isLast({ text }: RequestHead, answers: readonly Answer[]): boolean {
  const answer = Buffer.concat(answers.flatMap(({ act }) => (act.kind === 'bytes' ? [act.bytes] : []))).toString('latin1');
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const head = answer.slice(0, headEnd);
  return (
    [text, head].some((own) => /^connection:.*\bclose\b/im.test(own)) ||
    (/^HTTP\/1\.0 /.test(head) && !/^connection:.*\bkeep-alive\b/im.test(head))
  );
}

function isUpgrade({ method }: RequestHead, answers: readonly Answer[]): boolean {
  const [first] = answers;
  const beginning = first?.act.kind === 'bytes' ? Buffer.from(first.act.bytes.subarray(0, 13)).toString('latin1') : '';
  return /^HTTP\/1\.1 101/.test(beginning) || (method === 'CONNECT' && /^HTTP\/1\.[01] 2/.test(beginning));
}

export interface FoundExchange {
  readonly exchange: RecordedExchange;
  /** Why it is not quite the one, if so. */
  readonly deviation?: string;
}

export class ExchangePool {
  private readonly unused: Set<RecordedExchange>;

  constructor(private readonly all: readonly RecordedExchange[]) {
    this.unused = new Set(all);
  }

  find({ method, target }: RequestHead): FoundExchange | undefined {
    const same = this.all.filter(({ head }) => head.method === method && head.target === target);
    const next = same.find((exchange) => this.unused.delete(exchange));
    if (next) return { exchange: next };
    const last = same.at(-1);
    const what = `${method} ${target}`;
    if (last) {
      const times = same.length === 1 ? 'once' : `${same.length} times`;
      return { exchange: last, deviation: `${what} is sent more often than ${times}, as recorded; it is answered as the last time` };
    }
    const path = pathOf(target);
    const alike = this.all.filter(({ head }) => head.method === method && pathOf(head.target) === path);
    const like = alike.find((exchange) => this.unused.delete(exchange)) ?? alike.at(-1);
    return like && { exchange: like, deviation: `${what} was not recorded; it is answered as ${method} ${like.head.target}` };
  }
}

function pathOf(target: string): string {
  return target.split('?', 1)[0] ?? '';
}
