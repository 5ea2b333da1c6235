/**
 * What has to be known of a run's sockets before their first packet is made: with whom each speaks, from which port, and whether in
 * TLS. The records tell it bit by bit, so they are read once beforehand.
 */
import { Connections, direction, movedBytes, type ConnectionSummary, type SocketRecord } from '../../../shared/src';
import { Pace } from '../decode/pace';
import type { RecordedRun } from '../recordedRun';
import type { Endpoint } from './packets';
import { BOARD_ADDRESS, boundPort, PeerAddresses } from './peerAddresses';

const FIRST_PORT = 49152;
const PORT_COUNT = 65536 - FIRST_PORT;
const DEFAULT_LISTENING_PORT = 80;
const ENTRIES_IN_A_STEP = 200;

/** Where readers of packets look for what is inside TLS, now that it is in the clear. */
const PORT_IN_THE_CLEAR: ReadonlyMap<number, number> = new Map([
  [443, 80],
  [8883, 1883],
]);

export class PlainSockets {
  readonly addresses = new PeerAddresses();
  private readonly connections = new Connections();
  private readonly boundPorts = new Map<number, number>();
  private readonly lastReceived = new Map<number, number>();

  private listeningPort = DEFAULT_LISTENING_PORT;

  private constructor() {}

  static of(run: RecordedRun): PlainSockets {
    const sockets = new PlainSockets();
    for (const entry of run.entries) if (entry.kind === 'operation') sockets.add(entry.record);
    for (const entry of run.entries) if (entry.kind === 'operation') sockets.address(entry.record);
    return sockets;
  }

  /** The same, read in slices, because a run may have a million entries. */
  static async inSlices(run: RecordedRun): Promise<PlainSockets> {
    const sockets = new PlainSockets();
    const pace = new Pace();
    for (const pass of ['add', 'address'] as const)
      for (const [index, entry] of run.entries.entries()) {
        if (index % ENTRIES_IN_A_STEP === 0) await pace.step();
        if (entry.kind === 'operation') sockets[pass](entry.record);
      }
    return sockets;
  }

  private add(record: SocketRecord): void {
    this.addresses.add(record);
    this.connections.add(record);
    const port = boundPort(record);
    if (port !== undefined) this.boundPorts.set(record.socket, port);
    if (port !== undefined && record.operation === 'listen') this.listeningPort = port;
    if (record.operation === 'accept' && record.outcome.kind === 'ok') this.boundPorts.set(record.socket, this.listeningPort);
    if (direction(record.operation) === 'in' && movedBytes(record) > 0) this.lastReceived.set(record.socket, record.sequence);
  }

  /** Every peer gets its address before the first packet: the names come before the packets. */
  private address(record: SocketRecord): void {
    if (this.speaks(record)) this.peerOf(record);
  }

  of({ socket }: SocketRecord): ConnectionSummary | undefined {
    return this.connections.of(socket);
  }

  board(record: SocketRecord): Endpoint {
    const connection = this.of(record);
    const hasBoundPort = connection?.role === 'server' || connection?.transport === 'udp';
    const port = (hasBoundPort ? this.boundPorts.get(record.socket) : undefined) ?? FIRST_PORT + (record.socket % PORT_COUNT);
    return { address: BOARD_ADDRESS, port: connection?.role === 'server' ? this.inTheClear(record, port) : port };
  }

  peerOf(record: SocketRecord): Endpoint {
    const connection = this.of(record);
    const { address, port } = this.addresses.endpoint(record.peer === '' ? (connection?.peer ?? '') : record.peer);
    return { address, port: connection?.role === 'server' ? port : this.inTheClear(record, port) };
  }

  /** Whether the record is of a socket that has a peer. */
  speaks(record: SocketRecord): boolean {
    const connection = this.of(record);
    if (!connection || connection.role === 'listener' || boundPort(record) !== undefined) return false;
    return (record.peer === '' ? connection.peer : record.peer).includes(':');
  }

  /** Whether the record brought no bytes because there will be none any more, and not because none were asked for. */
  isEnd(record: SocketRecord): boolean {
    const { operation, outcome, socket, sequence } = record;
    if (direction(operation) !== 'in' || outcome.kind === 'error' || movedBytes(record) > 0) return false;
    return sequence > (this.lastReceived.get(socket) ?? 0);
  }

  private inTheClear(record: SocketRecord, port: number): number {
    return this.of(record)?.isTls === true ? (PORT_IN_THE_CLEAR.get(port) ?? port) : port;
  }
}
