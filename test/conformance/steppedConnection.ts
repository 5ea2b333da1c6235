/** Takes a connection through the steps that a case gives for a peer; peers.ts says what they mean. */
import type { Socket } from 'node:net';

export type Step = string | number | readonly [text: string, count: number];

export class SteppedConnection {
  private readonly chunks: number[] = [];
  private onData: (() => void) | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly steps: readonly Step[],
    /** The connection under TLS; without TLS the same. */
    private readonly raw: Socket = socket,
    /** Called after the last step. */
    private readonly onDone: () => void = () => undefined,
  ) {
    socket.on('data', (chunk) => {
      this.chunks.push(chunk.length);
      this.onData?.();
    });
  }

  run(index = 0): void {
    const step = this.steps[index];
    const next = (): void => {
      if (!this.socket.destroyed || index + 1 === this.steps.length) this.run(index + 1);
    };
    if (step === undefined) {
      this.onDone();
      return;
    }
    if (typeof step === 'number') setTimeout(next, step);
    else if (typeof step !== 'string') this.send(step[0].repeat(step[1]), next);
    else if (step === '<data>') this.waitForData(next);
    else if (step === '<fin>') this.socket.end(next);
    else if (step === '<cut>') this.raw.end();
    else if (step === '<reset>') {
      this.raw.resetAndDestroy();
      next();
    } else if (step === '<deaf>') {
      this.socket.pause();
      next();
    } else this.send(step, next);
  }

  private send(text: string, next: () => void): void {
    this.socket.write(Buffer.from(text, 'latin1'), next);
  }

  private waitForData(next: () => void): void {
    this.onData = () => {
      if (this.chunks.shift() === undefined) return;
      this.onData = undefined;
      next();
    };
    this.onData();
  }
}
