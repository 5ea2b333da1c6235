/**
 * What connections read into, one buffer for each. The system may write into it until the connection has closed, and only then
 * another one gets it: to allocate one for every connection takes longer than all the rest of connecting.
 */
const BUFFER_BYTES = 64 * 1024;
/** As many as a board can have connections. */
const MAX_KEPT = 16;

export class ReadBuffers {
  private readonly free: Buffer[] = [];

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(BUFFER_BYTES);
  }

  give(buffer: Buffer): void {
    if (this.free.length < MAX_KEPT) this.free.push(buffer);
  }
}
