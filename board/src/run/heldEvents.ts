/**
 * What a board tells while whoever listens cannot keep up. A wire is read all the time, and nothing tells a board to wait: so what is held
 * is bounded, the oldest of it is left out, and how much that was is told in its place.
 */
import type { RunEvent } from '../../../shared/src';

/** What a listener that catches up still gets. */
export const HELD_BYTES = 1024 * 1024;
export const HELD_RECORDS = 10_000;

export class HeldEvents {
  private readonly held: RunEvent[] = [];
  private heldBytes = 0;
  private heldRecords = 0;
  private leftOutBytes = 0;
  private leftOutRecords = 0;
  private isHolding = false;

  constructor(private readonly fire: (event: RunEvent) => void) {}

  push(event: RunEvent): void {
    if (!this.isHolding && this.held.length === 0) return this.fire(event);
    this.held.push(event);
    this.count(event, 1);
    while (this.heldBytes > HELD_BYTES || this.heldRecords > HELD_RECORDS) this.leaveOutOldest();
  }

  hold(): void {
    this.isHolding = true;
  }

  /** Those who get what was held may ask for a pause again meanwhile. */
  release(): void {
    this.isHolding = false;
    this.fireLeftOut();
    while (!this.isHolding) {
      const event = this.held.shift();
      if (!event) return;
      this.count(event, -1);
      this.fire(event);
    }
  }

  /** There will be no more: all that is held goes out. */
  end(): void {
    while (this.held.length > 0) this.release();
    this.isHolding = false;
  }

  private leaveOutOldest(): void {
    const at = this.held.findIndex(({ kind }) => kind === (this.heldBytes > HELD_BYTES ? 'output' : 'records'));
    const [event] = this.held.splice(at, 1);
    if (!event) return;
    this.count(event, -1);
    if (event.kind === 'output') this.leftOutBytes += event.bytes.length;
    if (event.kind === 'records') this.leftOutRecords += event.records.length + event.droppedCount;
  }

  private fireLeftOut(): void {
    const [bytes, records] = [this.leftOutBytes, this.leftOutRecords];
    this.leftOutBytes = this.leftOutRecords = 0;
    if (records > 0) this.fire({ kind: 'records', records: [], droppedCount: records });
    if (bytes === 0) return;
    const text = `${bytes.toLocaleString('en-US')} bytes of output were not shown: the board prints faster than they can be shown.`;
    this.fire({ kind: 'notice', notice: { severity: 'warning', text } });
  }

  private count(event: RunEvent, sign: 1 | -1): void {
    if (event.kind === 'output') this.heldBytes += sign * event.bytes.length;
    if (event.kind === 'records') this.heldRecords += sign * event.records.length;
  }
}
