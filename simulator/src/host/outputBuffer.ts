/** Joins what a script prints into few events, keeping the order of its two streams. */
import type { Disposable, OutputStream, RunEvent } from '../../../shared/src';
import { Batcher } from './batcher';

const INTERVAL_MS = 16;
const FULL_BYTES = 64 * 1024;

export class OutputBuffer implements Disposable {
  private chunks: Uint8Array[] = [];
  private sizeBytes = 0;
  private stream: OutputStream = 'stdout';
  private readonly batcher = new Batcher(INTERVAL_MS, () => this.send());

  constructor(private readonly onEvent: (event: RunEvent) => void) {}

  write(stream: OutputStream, bytes: Uint8Array): void {
    if (stream !== this.stream) this.send();
    this.stream = stream;
    this.chunks.push(bytes);
    this.sizeBytes += bytes.length;
    if (this.sizeBytes >= FULL_BYTES) this.batcher.flush();
  }

  /** Call it when what came together has been written: it may go out now. */
  settle(): void {
    if (this.sizeBytes > 0) this.batcher.request();
  }

  flush(): void {
    this.batcher.flush();
  }

  dispose(): void {
    this.batcher.dispose();
  }

  private send(): void {
    if (this.sizeBytes === 0) return;
    const bytes = new Uint8Array(this.sizeBytes);
    let offset = 0;
    for (const chunk of this.chunks) {
      bytes.set(chunk, offset);
      offset += chunk.length;
    }
    this.chunks = [];
    this.sizeBytes = 0;
    this.onEvent({ kind: 'output', stream: this.stream, bytes });
  }
}
