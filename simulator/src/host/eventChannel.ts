/**
 * The way of one run's events to the parent, with flow control: what the parent has not acknowledged yet is counted, and
 * above a limit the board stops making more. So a script that prints without end costs memory neither here nor there.
 */
import type { RunEvent } from '../../../shared/src';

const LIMIT_BYTES = 1 << 20;
/** Counted for every event and every record beside its bytes. */
const OVERHEAD_BYTES = 128;

export class EventChannel {
  private readonly sizes: number[] = [];
  private outstandingBytes = 0;

  constructor(
    private readonly post: (event: RunEvent) => void,
    private readonly onRoom: () => void,
  ) {}

  /** Whether the parent is behind. Events may still be sent; what makes many of them should wait for `onRoom`. */
  get isFull(): boolean {
    return this.outstandingBytes >= LIMIT_BYTES;
  }

  send(event: RunEvent): void {
    const size = eventSizeBytes(event);
    this.sizes.push(size);
    this.outstandingBytes += size;
    this.post(event);
  }

  acknowledge(eventCount: number): void {
    const wasFull = this.isFull;
    for (const size of this.sizes.splice(0, eventCount)) this.outstandingBytes -= size;
    if (wasFull && !this.isFull) this.onRoom();
  }
}

function eventSizeBytes(event: RunEvent): number {
  switch (event.kind) {
    case 'output':
      return OVERHEAD_BYTES + event.bytes.length;
    case 'records':
      return event.records.reduce((sum, { bytes }) => sum + OVERHEAD_BYTES + bytes.length, OVERHEAD_BYTES);
    case 'neopixel':
      return OVERHEAD_BYTES + event.colors.length;
    case 'notice':
      return OVERHEAD_BYTES + event.notice.text.length;
    default:
      return OVERHEAD_BYTES;
  }
}
