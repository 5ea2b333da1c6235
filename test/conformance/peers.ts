/**
 * The servers that conformance cases talk to, on loopback. A case names what it needs: `http`, `echo`, `closed` (a port on
 * which nothing listens), `deaf` (connection attempts are not answered), or a list of steps that every connection goes
 * through: a text is sent (each character a byte), a number waits that many milliseconds, `<data>` waits until the client
 * has sent something more, `<fin>` ends its half, `<reset>` resets, `<deaf>` stops reading, and `[text, count]` sends a text many
 * times. At the end of its steps a connection stays open.
 */
import type { Socket } from 'node:net';
import { startTestServer } from '../../examples/server/servers';
import { closedPort, deafPort, scriptedServer } from '../support/servers';

export interface Peer {
  readonly port: number;
  close(): Promise<void>;
}

type Step = string | number | readonly [text: string, count: number];

export async function startPeer(kind: string): Promise<Peer> {
  switch (kind) {
    case 'http':
      return startTestServer();
    case 'echo': {
      const server = await startTestServer();
      return { port: server.echoPort, close: () => server.close() };
    }
    case 'closed':
      return { port: await closedPort(), close: () => Promise.resolve() };
    case 'deaf':
      return deafPort();
    default: {
      const steps = JSON.parse(kind) as readonly Step[];
      return scriptedServer((socket) => new SteppedConnection(socket, steps).run());
    }
  }
}

class SteppedConnection {
  private readonly chunks: number[] = [];
  private onData: (() => void) | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly steps: readonly Step[],
  ) {
    socket.on('data', (chunk) => {
      this.chunks.push(chunk.length);
      this.onData?.();
    });
  }

  run(index = 0): void {
    const step = this.steps[index];
    const next = (): void => {
      if (!this.socket.destroyed) this.run(index + 1);
    };
    if (step === undefined) return;
    if (typeof step === 'number') setTimeout(next, step);
    else if (typeof step !== 'string') this.send(step[0].repeat(step[1]), next);
    else if (step === '<data>') this.waitForData(next);
    else if (step === '<fin>') this.socket.end(next);
    else if (step === '<reset>') this.socket.resetAndDestroy();
    else if (step === '<deaf>') {
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
