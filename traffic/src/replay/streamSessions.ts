/**
 * Answers connections by the bytes so far. A connection is the next of those that were recorded; if the script speaks first, the next one
 * that begins as it does, because connections made at the same time may come in another order.
 */
import type { ServedConnection } from '../peers/loopback';
import { AnswerPlayer } from './answerPlayer';
import { SentBytes, type OnDeviation } from './deviation';
import type { RecordedSession } from './recordedPeers';

export class StreamSessions {
  private readonly unused: RecordedSession[];

  constructor(
    private readonly sessions: readonly RecordedSession[],
    private readonly options: { readonly hasTiming: boolean; readonly onDeviation: OnDeviation },
  ) {
    this.unused = [...sessions];
  }

  serve(connection: ServedConnection): void {
    const { stream } = connection;
    const [first] = this.unused;
    if (!first || first.answers[0]?.afterBytes === 0) return this.play(connection, this.take(first));
    stream.once('data', (chunk: Buffer) => this.play(connection, this.take(this.likest(chunk)), chunk));
  }

  private play(connection: ServedConnection, session: RecordedSession, begun?: Buffer): void {
    const { hasTiming, onDeviation } = this.options;
    const sent = new SentBytes(session, onDeviation);
    const player = new AnswerPlayer({ connection, answers: session.answers, hasTiming });
    const take = (chunk: Buffer): void => {
      sent.add(chunk);
      player.reached(sent.count);
    };
    connection.stream.on('data', take);
    if (begun) take(begun);
    else player.reached(0);
  }

  private take(session: RecordedSession | undefined): RecordedSession {
    if (session) {
      this.unused.splice(this.unused.indexOf(session), 1);
      return session;
    }
    const count = this.sessions.length;
    const last = this.sessions[count - 1];
    const times = count === 1 ? 'once' : `${count} times`;
    this.options.onDeviation(`the script connects more often than ${times}, as recorded; it is answered as the last time`);
    return last ?? { sent: [], sentBytes: 0, answers: [], isWhole: true };
  }

  private likest(chunk: Uint8Array): RecordedSession | undefined {
    const [best] = this.unused
      .map((session) => ({ session, length: commonLength(session.sent[0]?.bytes ?? new Uint8Array(0), chunk) }))
      // The order of equals stays.
      .sort((one, other) => other.length - one.length);
    return best?.session;
  }
}

function commonLength(one: Uint8Array, other: Uint8Array): number {
  const end = Math.min(one.length, other.length);
  for (let index = 0; index < end; index += 1) if (one[index] !== other[index]) return index;
  return end;
}
