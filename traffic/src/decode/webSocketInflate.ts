/**
 * Inflates the messages of one way of a WebSocket connection (RFC 7692). They share what came before, unless it was agreed that they do
 * not; so after one that is not inflated to its end, no later one can be.
 */
import zlib from 'node:zlib';
import { Collector } from './collector';
import type { Uncoded } from './contentCoding';
import { MAX_BODY_BYTES } from './limits';

/** Left out by the sender of each message. */
const TAIL = Uint8Array.of(0x00, 0x00, 0xff, 0xff);

export class MessageInflater {
  private shared: zlib.InflateRaw | undefined;
  private isLost = false;

  constructor(private readonly sharesContext: boolean) {}

  /** `isWhole`: whether these are all bytes of the message. */
  async inflate(bytes: Uint8Array, isWhole: boolean): Promise<Uncoded> {
    if (this.isLost) return { bytes, isCut: false, problem: 'cannot be inflated, because a message before it could not' };
    const inflater = this.shared ?? zlib.createInflateRaw();
    if (this.sharesContext) this.shared = inflater;
    const result = await run(inflater, bytes, isWhole);
    this.isLost = this.sharesContext && (result.isCut || !isWhole || result.problem !== undefined);
    if (!this.sharesContext || this.isLost) inflater.destroy();
    return result;
  }

  dispose(): void {
    this.shared?.destroy();
  }
}

function run(inflater: zlib.InflateRaw, bytes: Uint8Array, isWhole: boolean): Promise<Uncoded> {
  const collector = new Collector(MAX_BODY_BYTES);
  return new Promise((resolve) => {
    const finish = (problem?: string): void => {
      inflater.removeAllListeners('data');
      inflater.removeAllListeners('error');
      // Destroying it may give one more error, which nobody needs.
      inflater.on('error', () => undefined);
      resolve({ bytes: collector.bytes, isCut: collector.isCut, ...(problem !== undefined && { problem }) });
    };
    inflater.on('data', (part: Uint8Array) => {
      collector.add(part);
      if (collector.isCut) finish();
    });
    inflater.on('error', () => finish('the compressed message is damaged'));
    inflater.write(bytes);
    if (isWhole) inflater.write(TAIL);
    inflater.flush(() => finish());
  });
}
