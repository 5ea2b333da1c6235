/**
 * Answers datagrams as a recorded peer did: each with what came after the same datagram, or after the next one in order. A DNS query has a number
 * that is chance, so that its answer gets the number of the query that is here.
 */
import type { OnDeviation } from './deviation';
import type { Answer, RecordedSession } from './recordedPeers';

interface DatagramExchange {
  readonly request: Uint8Array;
  readonly answers: readonly Answer[];
}

export interface DatagramSessionsOptions {
  readonly isDns: boolean;
  readonly hasTiming: boolean;
  readonly onDeviation: OnDeviation;
}

const ID_BYTES = 2;

export class DatagramSessions {
  private readonly all: readonly DatagramExchange[];
  private readonly unused: Set<DatagramExchange>;
  private readonly pauses = new Set<NodeJS.Timeout>();

  constructor(
    sessions: readonly RecordedSession[],
    private readonly options: DatagramSessionsOptions,
  ) {
    this.all = sessions.flatMap(exchangesOf);
    this.unused = new Set(this.all);
  }

  serve(datagram: Buffer, answer: (bytes: Uint8Array) => void): void {
    const exchange = this.find(datagram);
    let pauseMs = 0;
    for (const { act, pauseMs: ownMs } of exchange?.answers ?? []) {
      if (act.kind !== 'bytes') continue;
      pauseMs += this.options.hasTiming ? ownMs : 0;
      const bytes = this.options.isDns ? Buffer.concat([datagram.subarray(0, ID_BYTES), act.bytes.subarray(ID_BYTES)]) : act.bytes;
      const pause = setTimeout(() => {
        this.pauses.delete(pause);
        answer(bytes);
      }, pauseMs);
      this.pauses.add(pause);
    }
  }

  dispose(): void {
    for (const pause of this.pauses) clearTimeout(pause);
  }

  private find(datagram: Buffer): DatagramExchange | undefined {
    const same = this.all.filter(({ request }) => this.isSame(datagram, request));
    const next = same.find((exchange) => this.unused.has(exchange)) ?? same.at(-1) ?? this.nextInOrder();
    if (next) this.unused.delete(next);
    return next;
  }

  private nextInOrder(): DatagramExchange | undefined {
    const [next] = this.unused;
    const what = 'a datagram that the script sends was not recorded';
    this.options.onDeviation(next ? `${what}; it is answered as the next one that was` : `${what}, nor one after it; it is not answered`);
    return next;
  }

  private isSame(now: Buffer, recorded: Uint8Array): boolean {
    const start = this.options.isDns ? ID_BYTES : 0;
    return now.subarray(start).equals(recorded.subarray(start));
  }
}

function exchangesOf({ sent, answers }: RecordedSession): DatagramExchange[] {
  return sent.map(({ start, bytes, sizeBytes }, index) => {
    const next = sent[index + 1];
    const end = next ? next.start : Infinity;
    return {
      request: bytes,
      answers: answers.filter(({ afterBytes }) => afterBytes >= start + sizeBytes && (afterBytes <= end || end === Infinity)),
    };
  });
}
