/**
 * A real pseudo-terminal whose far end is the test's: to whoever opens its path it is a serial port without control lines. The near end is
 * held open from here too, so that it outlives programs that open and close it; `unplug` takes the far end away, as a cable does.
 */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import tty from 'node:tty';
import type { Disposable } from '../../shared/src';

/** The part of node-pty that makes the two ends and starts no program in them. */
interface NativeTerminals {
  open(columns: number, rows: number): { readonly master: number; readonly slave: number; readonly pty: string };
}

const require = createRequire(import.meta.url);

function nativeTerminals(): NativeTerminals {
  const ofPackage = createRequire(require.resolve('@lydell/node-pty'));
  const { requireBinary } = ofPackage('./requireBinary.js') as { requireBinary(name: string): NativeTerminals };
  return requireBinary('pty.node');
}

export class PseudoTerminal implements Disposable {
  private readonly farEnd: tty.ReadStream;
  private isPlugged = true;

  /** What opens the near end, as `/dev/ttyUSB0` does a board. */
  readonly path: string;

  constructor(onData: (bytes: Buffer) => void = () => undefined) {
    const { master, slave, pty } = nativeTerminals().open(80, 24);
    this.path = pty;
    this.nearEnd = slave;
    this.farEnd = new tty.ReadStream(master);
    this.farEnd.on('data', onData);
    this.farEnd.on('error', () => undefined); // The near end was closed; `unplug` tells the rest.
  }

  private readonly nearEnd: number;

  write(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.farEnd.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
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
    fs.closeSync(this.nearEnd);
  }

  dispose(): void {
    this.unplug();
  }
}
