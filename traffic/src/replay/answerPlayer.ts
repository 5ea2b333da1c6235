/**
 * Plays what a recorded peer did on one connection: each act when the script has sent as much as it had before, in the recorded pieces,
 * and after the recorded pause. Without the recorded timing a pause is cut short, but it is still there: a script that was given two pieces
 * in two calls of `recv` is given them in two again.
 */
import type { ServedConnection } from '../peers/loopback';
import type { Answer } from './recordedPeers';

const SHORT_PAUSE_MS = 20;

export interface PlayerOptions {
  readonly connection: ServedConnection;
  readonly answers: readonly Answer[];
  readonly hasTiming: boolean;
  /** All answers have been given, and none was the end of the connection. */
  readonly onDone?: () => void;
}

export class AnswerPlayer {
  private next = 0;
  private sentBytes = 0;
  private pause: NodeJS.Timeout | undefined;
  private isBusy = false;
  private isStopped = false;
  private hasFinished = false;

  constructor(private readonly options: PlayerOptions) {
    options.connection.stream.once('close', () => this.stop());
  }

  get isDone(): boolean {
    return this.hasFinished;
  }

  /** The script has sent as many bytes in all. */
  reached(sentBytes: number): void {
    this.sentBytes = Math.max(this.sentBytes, sentBytes);
    this.play();
  }

  private play(): void {
    if (this.isBusy || this.isStopped) return;
    const answer = this.options.answers[this.next];
    if (!answer) return this.finish();
    if (answer.afterBytes > this.sentBytes) return;
    this.isBusy = true;
    const pauseMs = this.options.hasTiming ? answer.pauseMs : Math.min(answer.pauseMs, SHORT_PAUSE_MS);
    this.pause = setTimeout(() => this.give(answer), pauseMs);
  }

  private give({ act }: Answer): void {
    const { connection } = this.options;
    this.next += 1;
    if (act.kind === 'end') {
      this.stop();
      if (act.how === 'reset') connection.reset();
      else connection.stream.end();
      return;
    }
    // The next one waits until this one is on its way, so that a slow reader holds no more than one in memory.
    connection.stream.write(act.bytes, () => {
      this.isBusy = false;
      this.play();
    });
  }

  private finish(): void {
    this.stop();
    this.hasFinished = true;
    this.options.onDone?.();
  }

  private stop(): void {
    this.isStopped = true;
    clearTimeout(this.pause);
  }
}
