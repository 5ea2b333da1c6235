/**
 * A recorded run as a pcapng file, for Wireshark and what else reads packets. The packets are made up from the socket operations:
 * what went over each socket is told exactly, with its times; how the network cut and acknowledged it is not known. What went in TLS
 * stands in the clear. Comments on the packets say which operation, of which line, they come from.
 */
import { direction, Errno, movedBytes, type SocketRecord } from '../../../shared/src';
import type { RecordedRun } from '../recordedRun';
import { MAX_DATAGRAM_BYTES, type Payload, type Segment, tcpFrame, TcpFlag, udpFrame } from './packets';
import { enhancedPacket, interfaceDescription, nameResolution, sectionHeader } from './pcapngBlocks';
import { PlainSockets } from './plainSockets';
import { TcpFlow } from './tcpFlow';

/** How many bytes that were not recorded are drawn as packets; a file may claim any number. */
const MAX_UNRECORDED_BYTES = 1 << 20;

const IN_THE_CLEAR = 'This went in TLS. It stands here as the script saw it, with port 80 in place of 443 and 1883 in place of 8883.';

/** With what a connect can fail, or not be done yet, after it has asked. */
const SENT_A_SYN: ReadonlySet<number> = new Set([
  Errno.EINPROGRESS,
  Errno.ECONNREFUSED,
  Errno.ECONNRESET,
  Errno.ECONNABORTED,
  Errno.ETIMEDOUT,
  Errno.EHOSTUNREACH,
  Errno.EAGAIN,
]);

/** Piece by piece, a block each. */
export function* pcapngOf(run: RecordedRun, sockets = PlainSockets.of(run)): Generator<Uint8Array> {
  yield sectionHeader('MicroPython Sockets');
  yield interfaceDescription(run.facts.target);
  yield nameResolution(sockets.addresses.named());
  const writer = new PacketWriter(run.facts.startedAt);
  const flows = new Map<number, TcpFlow>();
  for (const entry of run.entries) {
    if (entry.kind === 'gap') {
      writer.note(`${entry.count} operations before this could not be recorded`);
      continue;
    }
    const { record } = entry;
    if (!sockets.speaks(record)) continue;
    writer.begin(record);
    if (sockets.of(record)?.transport === 'udp') yield* datagram(record, sockets, writer);
    else yield* segments(record, sockets, flows, writer);
  }
}

function* datagram(record: SocketRecord, sockets: PlainSockets, writer: PacketWriter): Generator<Uint8Array> {
  const way = direction(record.operation);
  if (record.outcome.kind === 'error' || way === 'none') return;
  const [board, peer] = [sockets.board(record), sockets.peerOf(record)];
  const size = Math.min(movedBytes(record), MAX_DATAGRAM_BYTES);
  const payload = { bytes: record.bytes.subarray(0, size), size };
  const ends = way === 'in' ? { from: peer, to: board } : { from: board, to: peer };
  yield writer.packet(record.timeMs, (number) => udpFrame({ ...ends, payload }, number));
}

function* segments(record: SocketRecord, sockets: PlainSockets, flows: Map<number, TcpFlow>, writer: PacketWriter): Generator<Uint8Array> {
  const connection = sockets.of(record);
  let flow = flows.get(record.socket);
  if (!flow) {
    flow = new TcpFlow(sockets.board(record), sockets.peerOf(record), connection?.role === 'server' ? 'peer' : 'board');
    flows.set(record.socket, flow);
  }
  const { timeMs, durationMs, operation } = record;
  if (operation === 'connect' && !isBeforeNetwork(record)) yield* writer.segments(timeMs - durationMs, flow.ask(), connection?.isTls);
  yield* writer.segments(timeMs, eventsOf(record, flow, sockets.isEnd(record)), connection?.isTls);
}

/** What the operation shows to have gone over the connection by its end. */
function* eventsOf(record: SocketRecord, flow: TcpFlow, isEnd: boolean): Generator<Segment> {
  const { operation, outcome, bytes } = record;
  const errno = outcome.kind === 'error' ? outcome.errno : 0;
  if ((operation === 'connect' && (errno === 0 || errno === Errno.EISCONN)) || (operation === 'accept' && errno === 0))
    yield* flow.connect();
  const size = Math.min(movedBytes(record), bytes.length + MAX_UNRECORDED_BYTES);
  const way = direction(operation);
  if (size > 0 && way !== 'none') yield* flow.send(way === 'out' ? 'board' : 'peer', { bytes, size });
  if (isEnd) yield* flow.finish('peer');
  if (errno === Errno.ECONNREFUSED || errno === Errno.ECONNRESET || errno === Errno.ECONNABORTED) yield* flow.reset();
  if (operation === 'close') yield* flow.close();
}

/** Whether a connect failed for want of a way there or of memory, so that nothing was sent. */
function isBeforeNetwork({ outcome }: SocketRecord): boolean {
  return outcome.kind === 'error' && !SENT_A_SYN.has(outcome.errno);
}

/** Puts the packets in order: numbers, times that never go back, and the comments on the first packet of each operation. */
class PacketWriter {
  private comments: string[] = [];
  private notes: string[] = [];
  private lastUs = 0;
  private count = 0;

  constructor(private readonly startedAt: number) {}

  /** Goes with the next packet, whichever operation has it. */
  note(text: string): void {
    this.notes.push(text);
  }

  /** The packets that follow are of this operation. */
  begin(record: SocketRecord): void {
    const { operation, place, bytes } = record;
    const missing = movedBytes(record) - bytes.length;
    this.comments = [place ? `${operation}, ${place.file}:${place.line}` : operation];
    if (missing > 0) this.comments.push(`${missing} of ${movedBytes(record)} bytes were not recorded`);
  }

  *segments(timeMs: number, list: Iterable<Segment>, isTls = false): Generator<Uint8Array> {
    for (const segment of list) {
      if (isTls && segment.flags === TcpFlag.SYN) this.comments.push(IN_THE_CLEAR);
      yield this.packet(timeMs, (number) => tcpFrame(segment, number));
    }
  }

  packet(timeMs: number, frameOf: (number: number) => Payload): Uint8Array {
    const frame = frameOf(++this.count);
    this.lastUs = Math.max(this.lastUs, Math.round((this.startedAt + timeMs) * 1000));
    const comments = [...this.notes, ...this.comments];
    this.notes = [];
    this.comments = [];
    return enhancedPacket(this.lastUs, frame.bytes, frame.size, comments);
  }
}
