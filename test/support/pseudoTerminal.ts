/**
 * A real pseudo-terminal whose far end is the test's: to whoever opens its path it is a serial port without control lines. The near end is
 * held open from here too, so that it outlives programs that open and close it; `unplug` takes the far end away, as a cable does.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import tty from 'node:tty';
import type { Disposable } from '../../shared/src';

/** The part of node-pty that makes the two ends and starts no program in them. */
interface NativeTerminals {
  open(columns: number, rows: number): { readonly master: number; readonly slave: number; readonly pty: string };
}

const require = createRequire(import.meta.url);

function nativeTerminals(): NativeTerminals {
  const ofPackage = createRequire(require.resolve('@lydell/node-pty'));
  const { requireBinary } = ofPackage('./requireBinary.js') as { requireBinary: (name: string) => NativeTerminals };
  return requireBinary('pty.node');
}

export class PseudoTerminal implements Disposable {
  private readonly farEnd: tty.ReadStream;
  private readonly farFile: number;
  private readonly nearEnd: tty.ReadStream;
  private isPlugged = true;

  /** What opens the near end, as `/dev/ttyUSB0` does a board. */
  readonly path: string;

  constructor(onData: (bytes: Buffer) => void = () => undefined) {
    const { master, slave, pty } = nativeTerminals().open(80, 24);
    this.path = pty;
    this.farFile = master;
    // A terminal echoes what a board says back to it until a program opens it as a port; a cable does not.
    this.nearEnd = new tty.ReadStream(slave);
    this.nearEnd.setRawMode(true);
    this.farEnd = new tty.ReadStream(master);
    this.farEnd.on('data', onData);
    this.farEnd.on('error', () => undefined); // The near end was closed; `unplug` tells the rest.
  }

  /** Resolves when the system has taken the bytes. Not by the stream, whose writes at a master end block the whole process. */
  async write(bytes: Uint8Array): Promise<void> {
    for (let rest = bytes; rest.length > 0;) {
      const written = await writeSome(this.farFile, rest);
      rest = rest.subarray(written);
      // The system has no event for room at a master end: it is asked again.
      if (written === 0) await setTimeout(1);
    }
  }

  /** Takes no bytes until `resume`. */
  pause(): void {
    this.farEnd.pause();
  }

  resume(): void {
    this.farEnd.resume();
  }

  unplug(): void {
    if (!this.isPlugged) return;
    this.isPlugged = false;
    this.farEnd.destroy();
    this.nearEnd.destroy();
  }

  dispose(): void {
    this.unplug();
  }
}

/** How many bytes the system took; none when it has no room. */
function writeSome(file: number, bytes: Uint8Array): Promise<number> {
  return new Promise((resolve, reject) => {
    fs.write(file, bytes, (error, written) => {
      if (error === null) resolve(written);
      else if (error.code === 'EAGAIN') resolve(0);
      else reject(error);
    });
  });
}
