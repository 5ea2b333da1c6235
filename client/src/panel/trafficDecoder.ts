/**
 * The worker that decodes traffic, as the extension host sees it. It is started for the first question, ended when there was none for a
 * while, and started again after it died; who waits for an answer then learns why there is none. Of conversations one is decoded at a
 * time: a newer question takes the place of the one before it.
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type DecodedPart, type Disposable, messageOf } from '../../../shared/src';
import type { FromDecoder, TitledHeads, ToDecoder } from '../../../traffic/src';
import type { ConversationReader } from './conversationReader';

export interface DecoderOptions {
  readonly workerFile: string;
  /** How long a worker without questions is kept. */
  readonly idleMs?: number;
  /** For an answer, or for its next part. Bytes that take longer are made to take long. */
  readonly limitMs?: number;
  readonly memoryMegabytes?: number;
}

export type DecodeOutcome =
  | { readonly kind: 'decoded' }
  /** There was a newer question, or nobody is there any more. */
  | { readonly kind: 'replaced' }
  /** `reason` is for the user. */
  | { readonly kind: 'failed'; readonly reason: string };

type Answer = FromDecoder | { readonly kind: 'replaced' } | { readonly kind: 'failed'; readonly reason: string };

interface Question {
  readonly settle: (answer: Answer) => void;
  readonly timer: NodeJS.Timeout;
}

const REPLACED = { kind: 'replaced' } as const;
const ENDED = 'What decodes has ended before its answer.';

export class TrafficDecoder implements Disposable {
  private worker: Worker | undefined;
  private idleTimer: NodeJS.Timeout | undefined;
  /** By the number of the request. */
  private readonly questions = new Map<number, Question>();
  private lastRequest = 0;
  /** Whose records the worker has. */
  private reader: ConversationReader | undefined;
  private decoding = 0;
  private isDisposed = false;
  /** Of the worker that failed last. */
  private lastReason = ENDED;

  constructor(private readonly options: DecoderOptions) {}

  /** The worker of the build, in its folder. */
  static inFolder(folder: string): TrafficDecoder {
    return new TrafficDecoder({ workerFile: path.join(folder, 'trafficWorker.js') });
  }

  get isRunning(): boolean {
    return this.worker !== undefined;
  }

  /** `onPart` is called once for each part, in turns of their own. A reader that is given again hands over only what is new; it must not be given again before the answer is there. */
  async decode(reader: ConversationReader, onPart: (part: DecodedPart) => void): Promise<DecodeOutcome> {
    if (this.isDisposed) return REPLACED;
    this.giveUpDecoding();
    const request = (this.decoding = ++this.lastRequest);
    const isReplaced = (): boolean => this.isDisposed || this.decoding !== request;
    const worker = this.running();
    if (this.reader !== reader) this.post({ kind: 'begin' });
    this.reader = reader;
    for await (const batch of reader.batches()) {
      // What was read is with this worker or with none; after that the connection is read anew.
      if (this.worker !== worker) return isReplaced() ? REPLACED : { kind: 'failed', reason: this.lastReason };
      if (this.reader !== reader) return REPLACED;
      this.post({ kind: 'records', batch }, [batch.bytes.buffer]);
    }
    const { facts } = reader;
    if (isReplaced() || !facts) return REPLACED;
    let answer = await this.ask(request, { kind: 'decode', request, facts });
    while (answer.kind === 'part') {
      onPart(answer.part);
      if (answer.part.isLast) return { kind: 'decoded' };
      if (isReplaced()) return REPLACED;
      answer = await this.ask(request, { kind: 'more', request });
    }
    return answer.kind === 'failed' ? answer : REPLACED;
  }

  /** Whether the reader can be given again; if not, what it has read is lost. */
  has(reader: ConversationReader): boolean {
    return this.reader === reader;
  }

  /** What connections are about, in the same order; undefined if it cannot be told. */
  async titles(heads: readonly TitledHeads[]): Promise<readonly string[] | undefined> {
    if (this.isDisposed) return undefined;
    this.running();
    const request = ++this.lastRequest;
    const answer = await this.ask(request, { kind: 'titles', request, heads });
    return answer.kind === 'titles' ? answer.titles : undefined;
  }

  dispose(): void {
    this.isDisposed = true;
    this.end(REPLACED);
  }

  private ask(request: number, message: ToDecoder): Promise<Answer> {
    if (!this.worker) return Promise.resolve(this.isDisposed ? REPLACED : { kind: 'failed', reason: this.lastReason });
    const { limitMs = 30_000 } = this.options;
    return new Promise((settle) => {
      const timer = setTimeout(() => this.end({ kind: 'failed', reason: tooLong(limitMs) }), limitMs);
      this.questions.set(request, { settle, timer });
      this.post(message);
    });
  }

  private post(message: ToDecoder, buffers: readonly ArrayBuffer[] = []): void {
    // A use of it: it is not ended for a while.
    this.running().postMessage(message, buffers);
  }

  private running(): Worker {
    clearTimeout(this.idleTimer);
    this.idleTimer = setTimeout(() => this.rest(), this.options.idleMs ?? 60_000);
    this.idleTimer.unref();
    return (this.worker ??= this.start());
  }

  private start(): Worker {
    const { workerFile, memoryMegabytes = 512 } = this.options;
    const worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes } });
    worker.unref();
    worker.on('message', (answer: FromDecoder) => this.settle(answer.request, answer));
    const failed = (reason: string): void => {
      if (worker === this.worker) this.end({ kind: 'failed', reason });
    };
    worker.on('error', (error) => failed(`What decodes has failed: ${messageOf(error)}`));
    worker.on('exit', () => failed(ENDED));
    return worker;
  }

  private rest(): void {
    if (this.questions.size > 0) this.running();
    else this.end(REPLACED);
  }

  /** Whoever waits is given that answer. */
  private end(answer: Answer): void {
    const { worker } = this;
    if (answer.kind === 'failed') this.lastReason = answer.reason;
    clearTimeout(this.idleTimer);
    this.worker = this.reader = undefined;
    void worker?.terminate();
    for (const request of [...this.questions.keys()]) this.settle(request, answer);
  }

  private giveUpDecoding(): void {
    this.settle(this.decoding, REPLACED);
  }

  private settle(request: number, answer: Answer): void {
    const question = this.questions.get(request);
    if (!question) return;
    clearTimeout(question.timer);
    this.questions.delete(request);
    question.settle(answer);
  }
}

function tooLong(limitMs: number): string {
  return `Decoding took longer than ${limitMs / 1000} s, and was ended.`;
}
