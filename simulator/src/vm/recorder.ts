/**
 * Makes socket records and hands them to the I/O thread as outbox frames. An operation that the script sees as one call
 * (`readline`) may move bytes in many steps; they are gathered and recorded once. When nobody wants records this costs
 * one test of a flag, and in no case does it change what the script sees.
 */
import type { SocketOperation, SocketOutcome } from '../../../shared/src';
import { FrameKind, RecordEncoder, type BoardMemory, type OutboxWriter } from '../syscall';

/** The socket that a record is about. */
export interface RecordedSocket {
  readonly number: number;
  /** The other side in UTF-8, as the script named it. */
  readonly peer: Uint8Array;
}

interface OpenOperation {
  readonly operation: SocketOperation;
  readonly startMs: number;
  readonly parts: Uint8Array[];
  errno: number;
}

const NO_BYTES = new Uint8Array(0);

export class Recorder {
  private readonly encoder = new RecordEncoder();
  private open: OpenOperation | undefined;

  constructor(
    private readonly board: BoardMemory,
    private readonly outbox: OutboxWriter,
    private readonly startMs: number,
  ) {}

  /** Whether anybody wants records. */
  get isOn(): boolean {
    return this.board.recording;
  }

  /** The time to give to `record` as the start of an operation; 0 if nobody wants records. */
  now(): number {
    return this.isOn ? performance.now() : 0;
  }

  record(socket: RecordedSocket, operation: SocketOperation, startMs: number, outcome: SocketOutcome, bytes: Uint8Array = NO_BYTES): void {
    if (!this.isOn) return;
    const nowMs = performance.now();
    const fields = { timeMs: nowMs - this.startMs, durationMs: nowMs - startMs, socket: socket.number, operation, outcome };
    this.outbox.write(FrameKind.record, 0, this.encoder.encode(fields, socket.peer.length), socket.peer, bytes);
  }

  /** Runs an operation that consists of steps reported by `step`, and records it as one, also if it unwinds. */
  whole<T>(socket: RecordedSocket, operation: SocketOperation, run: () => T): T {
    if (!this.isOn) return run();
    const open: OpenOperation = { operation, startMs: this.now(), parts: [], errno: 0 };
    this.open = open;
    let ended = false;
    try {
      const result = run();
      ended = true;
      return result;
    } finally {
      this.open = undefined;
      const bytes = open.parts.length === 1 ? (open.parts[0] ?? NO_BYTES) : Buffer.concat(open.parts);
      const outcome: SocketOutcome = ended || open.errno === 0 ? { kind: 'ok', value: bytes.length } : { kind: 'error', errno: open.errno };
      this.record(socket, operation, open.startMs, outcome, bytes);
    }
  }

  /** One step of a stream: part of the operation that is open, or an operation of its own. `outcome` below 0 is an errno. */
  step(socket: RecordedSocket, operation: SocketOperation, startMs: number, outcome: number, bytes: Uint8Array): void {
    if (!this.isOn) return;
    const moved = outcome > 0 ? bytes.subarray(0, outcome) : NO_BYTES;
    if (this.open) {
      if (outcome < 0) this.open.errno = -outcome;
      else this.open.parts.push(moved.slice());
    } else {
      this.record(socket, operation, startMs, outcome < 0 ? { kind: 'error', errno: -outcome } : { kind: 'ok', value: outcome }, moved);
    }
  }
}
