/**
 * One TCP connection as the packets that must have gone: made up from what the socket's operations did, so that a reader of packets
 * finds nothing missing. Each method gives the segments of one event, and is told nothing of time.
 */
import { type Endpoint, MAX_SEGMENT_BYTES, NO_PAYLOAD, type Payload, type Segment, TcpFlag } from './packets';

const { FIN, SYN, RST, PSH, ACK } = TcpFlag;

export type Side = 'board' | 'peer';

interface Half extends Endpoint {
  next: number;
  hasEnded: boolean;
}

/** Every attempt begins with numbers of its own, or it would pass for a repetition. */
const ATTEMPT_STEP = 1 << 20;

export class TcpFlow {
  private state: 'none' | 'asked' | 'connected' | 'over' = 'none';
  private readonly halves: Readonly<Record<Side, Half>>;

  constructor(
    board: Endpoint,
    peer: Endpoint,
    private readonly opener: Side,
  ) {
    this.halves = { board: { ...board, next: 0, hasEnded: false }, peer: { ...peer, next: 0, hasEnded: false } };
  }

  *ask(): Generator<Segment> {
    if (this.state !== 'none') return;
    this.state = 'asked';
    for (const half of Object.values(this.halves)) half.next = (half.next + ATTEMPT_STEP) >>> 0;
    yield this.segment(this.opener, SYN);
  }

  *connect(): Generator<Segment> {
    yield* this.ask();
    if (this.state !== 'asked') return;
    this.state = 'connected';
    yield this.segment(other(this.opener), SYN | ACK);
    yield this.segment(this.opener, ACK);
  }

  /** The receiver acknowledges every second segment and the last one. */
  *send(side: Side, { bytes, size }: Payload): Generator<Segment> {
    yield* this.connect();
    if (this.state === 'over' || this.halves[side].hasEnded) return;
    for (let at = 0, count = 1; at < size; at += MAX_SEGMENT_BYTES, count += 1) {
      const end = Math.min(size, at + MAX_SEGMENT_BYTES);
      const isLast = end === size;
      yield this.segment(side, isLast ? PSH | ACK : ACK, { bytes: bytes.subarray(at, end), size: end - at });
      if (isLast || count % 2 === 0) yield this.segment(other(side), ACK);
    }
  }

  /** One side says that it has sent all. */
  *finish(side: Side): Generator<Segment> {
    const half = this.halves[side];
    if (this.state !== 'connected' || half.hasEnded) return;
    half.hasEnded = true;
    yield this.segment(side, FIN | ACK);
    yield this.segment(other(side), ACK);
  }

  /** The script's close: what the other side has not ended yet ends now. */
  *close(): Generator<Segment> {
    yield* this.finish('board');
    yield* this.finish('peer');
    if (this.state === 'connected') this.state = 'over';
  }

  /** The peer breaks the connection, or refuses it; after that it can be tried again. */
  *reset(): Generator<Segment> {
    if (this.state === 'over') return;
    const wasConnected = this.state === 'connected';
    if (!wasConnected) yield* this.ask();
    this.state = wasConnected ? 'over' : 'none';
    yield this.segment('peer', RST | ACK);
  }

  private segment(side: Side, flags: number, payload: Payload = NO_PAYLOAD): Segment {
    const from = this.halves[side];
    const to = this.halves[other(side)];
    const sequence = isRefusal(flags, this.state) ? 0 : from.next;
    const taken = payload.size + ((flags & (SYN | FIN)) === 0 ? 0 : 1);
    from.next = (from.next + taken) >>> 0;
    return { from, to, sequence, acknowledged: to.next, flags, payload };
  }
}

/** Who refuses has not said any number yet. */
function isRefusal(flags: number, state: string): boolean {
  return (flags & RST) !== 0 && state === 'none';
}

function other(side: Side): Side {
  return side === 'board' ? 'peer' : 'board';
}
