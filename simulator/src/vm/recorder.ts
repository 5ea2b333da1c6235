/**
 * Makes socket records and hands them to the I/O thread as outbox frames. An operation that the script sees as one call
 * (`readline`) may move bytes in many steps; they are gathered and recorded once. When nobody wants records this costs
 * one test of a flag, and in no case does it change what the script sees.
 */
import type { SocketOperation, SocketOutcome } from '../../../shared/src';
import type { StreamOutcome } from './natives';
import type { Ref } from './objects';
import { encodeFacts, FrameKind, RecordEncoder, type BoardMemory, type OutboxWriter, type RecordFacts } from '../syscall';
import type { CallPlaces } from './callPlaces';

/** The socket that a record is about. */
export interface RecordedSocket {
  readonly number: number;
  /** The other side in UTF-8, as the script named it. */
  readonly peer: Uint8Array;
}

interface OpenOperation {
  readonly socket: RecordedSocket;
  /** Grows; the first `length` bytes are what was moved so far. */
  bytes: Uint8Array;
  length: number;
  errno: number;
}

export interface Failure {
  readonly operation: SocketOperation;
  readonly errno: number;
}

const NO_BYTES = new Uint8Array(0);

export class Recorder {
  private readonly encoder = new RecordEncoder();
  private open: OpenOperation | undefined;
  /** The socket whose steps are another protocol's business, which records what it carries. */
  private carrier: RecordedSocket | undefined;
  private find: (object: Ref) => RecordedSocket | undefined = () => undefined;
  private latestFailure: Failure | undefined;
  /** Times of records count from when the VM started. */
  private readonly startMs = performance.now();

  constructor(
    private readonly board: BoardMemory,
    private readonly outbox: OutboxWriter,
    private readonly places: CallPlaces,
  ) {}

  /** The operation that failed last, whether anybody wants records or not. */
  get lastFailure(): Failure | undefined {
    return this.latestFailure;
  }

  /** Whether anybody wants records. */
  get isOn(): boolean {
    return this.board.recording;
  }

  /** The time to give to `record` as the start of an operation; 0 if nobody wants records. */
  now(): number {
    return this.isOn ? performance.now() : 0;
  }

  /** `facts` are those that few operations have. */
  record(
    socket: RecordedSocket,
    operation: SocketOperation,
    startMs: number,
    outcome: SocketOutcome,
    bytes: Uint8Array = NO_BYTES,
    facts?: RecordFacts,
  ): void {
    if (outcome.kind === 'error') this.latestFailure = { operation, errno: outcome.errno };
    if (!this.isOn) return;
    const nowMs = performance.now();
    const place = this.places.latest();
    const fields = { timeMs: nowMs - this.startMs, durationMs: nowMs - startMs, socket: socket.number, operation, outcome, place };
    const encodedFacts = encodeFacts(facts);
    const header = this.encoder.encode(fields, socket.peer.length, encodedFacts.length);
    this.outbox.write(FrameKind.record, 0, header, socket.peer, encodedFacts, bytes);
  }

  /** `find` tells which socket an object of the script is. */
  knowSockets(find: (object: Ref) => RecordedSocket | undefined): void {
    this.find = find;
  }

  /** For a protocol over any stream: the socket that it runs over, so that it records on its number. */
  socketOf(object: Ref): RecordedSocket | undefined {
    return this.find(object);
  }

  /** Runs steps of a socket which are not recorded, because they carry a protocol that is. */
  beneath<T>(socket: RecordedSocket | undefined, run: () => T): T {
    // A callback may run in the middle and use other sockets, or another protocol.
    const outer = this.carrier;
    this.carrier = socket;
    try {
      return run();
    } finally {
      this.carrier = outer;
    }
  }

  /** Runs an operation that consists of steps reported by `step`, and records it as one, also if it unwinds. */
  whole<T>(socket: RecordedSocket, operation: SocketOperation, run: () => T): T {
    if (!this.isOn) return run();
    const startMs = this.now();
    const open: OpenOperation = { socket, bytes: NO_BYTES, length: 0, errno: 0 };
    // A callback may run in the middle and use sockets itself.
    const outer = this.open;
    this.open = open;
    let ended = false;
    try {
      const result = run();
      ended = true;
      return result;
    } finally {
      this.open = outer;
      // A non-blocking read that finds nothing ends without an exception, with EAGAIN noted.
      const failed = open.errno !== 0 && (!ended || open.length === 0);
      const outcome: SocketOutcome = failed ? { kind: 'error', errno: open.errno } : { kind: 'ok', value: open.length };
      this.record(socket, operation, startMs, outcome, open.bytes.subarray(0, open.length));
    }
  }

  /** One step of a stream: part of the operation that is open, or an operation of its own. `outcome` below 0 is an errno. */
  step(socket: RecordedSocket, operation: SocketOperation, startMs: number, outcome: StreamOutcome, bytes: Uint8Array): void {
    if (this.carrier === socket) return;
    if (outcome < 0) this.latestFailure = { operation, errno: errnoOf(outcome) };
    if (!this.isOn) return;
    const moved = outcome > 0 ? bytes.subarray(0, outcome) : NO_BYTES;
    const { open } = this;
    if (open?.socket === socket) {
      if (outcome < 0) open.errno = errnoOf(outcome);
      else append(open, moved);
    } else {
      this.record(
        socket,
        operation,
        startMs,
        outcome < 0 ? { kind: 'error', errno: errnoOf(outcome) } : { kind: 'ok', value: outcome },
        moved,
      );
    }
  }
}

/** The word that the VM gets as error number, with its sign. */
function errnoOf(outcome: StreamOutcome): number {
  return -outcome | 0;
}

function append(open: OpenOperation, moved: Uint8Array): void {
  const length = open.length + moved.length;
  if (length > open.bytes.length) {
    const grown = new Uint8Array(Math.max(64, 2 * length));
    grown.set(open.bytes.subarray(0, open.length));
    open.bytes = grown;
  }
  open.bytes.set(moved, open.length);
  open.length = length;
}
