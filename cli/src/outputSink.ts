/**
 * Writes what a run prints to the process's own streams, byte for byte. Says when a stream is full, so that the run can
 * wait for its reader, and when the reader has gone (`EPIPE`), which is quietly the end.
 */
import type { Writable } from 'node:stream';
import type { OutputStream } from '../../shared/src';

export interface OutputSinkEvents {
  readonly onFull: () => void;
  readonly onRoom: () => void;
  /** Nobody reads standard output any more. */
  readonly onClosed: () => void;
}

export class OutputSink {
  private readonly full = new Set<Writable>();

  constructor(
    private readonly streams: Readonly<Record<OutputStream, Writable>>,
    private readonly events: OutputSinkEvents,
  ) {
    streams.stdout.on('error', events.onClosed);
    // Nobody can be told that standard error is closed.
    streams.stderr.on('error', () => undefined);
  }

  write(name: OutputStream, bytes: Uint8Array | string): void {
    const stream = this.streams[name];
    if (stream.destroyed || stream.write(bytes) || this.full.has(stream)) return;
    this.full.add(stream);
    this.events.onFull();
    stream.once('drain', () => {
      this.full.delete(stream);
      if (this.full.size === 0) this.events.onRoom();
    });
  }

  /** Resolves when everything has gone out, or nobody will take it. */
  async flush(): Promise<void> {
    await Promise.all([this.streams.stdout, this.streams.stderr].map(flushed));
  }
}

function flushed(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.destroyed || stream.writableLength === 0) resolve();
    else {
      stream.once('close', resolve);
      stream.write('', () => resolve());
    }
  });
}
