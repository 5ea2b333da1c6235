/**
 * MicroPython's compiler, asked for the syntax of a text. It lives in a worker that is started for the first question and kept; one that
 * dies or takes too long is replaced at the next question. Questions are answered one after the other; a newer one about the same
 * document takes the place of an older one that still waits.
 */
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CompilerError, SyntaxCheckAnswer, SyntaxCheckRequest, SyntaxCheckStart } from '../../../shared/src';

/** A text that takes longer is left unjudged; a 2 000-line script takes some 20 ms. */
const TIME_LIMIT_MS = 2000;

export type SyntaxVerdict =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'rejected'; readonly error: CompilerError }
  /** The compiler is not there, failed, took too long, or a newer question came. */
  | { readonly kind: 'unjudged' };

interface Question {
  readonly uri: string;
  readonly source: string;
  readonly settle: (verdict: SyntaxVerdict) => void;
}

const UNJUDGED: SyntaxVerdict = { kind: 'unjudged' };

export interface SyntaxCheckerOptions {
  readonly workerFile: string;
  readonly wasmFile: string;
  readonly onFailure: (message: string) => void;
}

export class SyntaxChecker {
  private worker: Worker | undefined;
  private asked: { readonly id: number; readonly question: Question; readonly timer: NodeJS.Timeout } | undefined;
  private waiting: Question[] = [];
  private nextId = 0;

  constructor(private readonly options: SyntaxCheckerOptions) {}

  /** The files of the build, in its folder. */
  static inFolder(folder: string, onFailure: (message: string) => void): SyntaxChecker {
    return new SyntaxChecker({
      workerFile: path.join(folder, 'syntaxWorker.js'),
      wasmFile: path.join(folder, 'micropython-esp32.wasm'),
      onFailure,
    });
  }

  check(uri: string, source: string): Promise<SyntaxVerdict> {
    return new Promise((settle) => {
      for (const older of this.waiting.filter((question) => question.uri === uri)) older.settle(UNJUDGED);
      this.waiting = [...this.waiting.filter((question) => question.uri !== uri), { uri, source, settle }];
      this.askNext();
    });
  }

  dispose(): void {
    this.replaceWorker();
    for (const question of this.waiting.splice(0)) question.settle(UNJUDGED);
  }

  private askNext(): void {
    if (this.asked) return;
    const question = this.waiting.shift();
    if (question === undefined) return;
    const request: SyntaxCheckRequest = { id: this.nextId++, source: question.source };
    const timer = setTimeout(
      () => this.fail(`MicroPython's compiler took more than ${TIME_LIMIT_MS} ms for ${question.uri}.`),
      TIME_LIMIT_MS,
    );
    this.asked = { id: request.id, question, timer };
    this.worker ??= this.startWorker();
    this.worker.postMessage(request);
  }

  private startWorker(): Worker {
    const start: SyntaxCheckStart = { wasmPath: this.options.wasmFile };
    const worker = new Worker(this.options.workerFile, { workerData: start });
    worker.unref();
    worker.on('message', ({ id, error }: SyntaxCheckAnswer) => {
      if (this.asked?.id === id) this.settle(error ? { kind: 'rejected', error } : { kind: 'accepted' });
    });
    worker.on('error', (error) => {
      if (worker === this.worker) this.fail(`MicroPython's compiler failed: ${error.message}`);
    });
    return worker;
  }

  private fail(message: string): void {
    this.options.onFailure(message);
    this.replaceWorker();
    this.askNext();
  }

  private replaceWorker(): void {
    const { worker } = this;
    this.worker = undefined;
    void worker?.terminate();
    this.settle(UNJUDGED);
  }

  private settle(verdict: SyntaxVerdict): void {
    const { asked } = this;
    if (asked === undefined) return;
    clearTimeout(asked.timer);
    this.asked = undefined;
    asked.question.settle(verdict);
    this.askNext();
  }
}
