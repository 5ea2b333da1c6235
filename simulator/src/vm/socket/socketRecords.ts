/** How an operation of a socket ends: with a record of it, and as the value or the OSError that the script gets. */
import type { SocketOperation, SocketOutcome, Transport } from '../../../../shared/src';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { SocketType, type BoardSocket } from './boardSocket';

const TRANSPORTS: ReadonlyMap<number, Transport> = new Map([
  [SocketType.stream, 'tcp'],
  [SocketType.datagram, 'udp'],
]);

export class SocketRecords {
  constructor(private readonly vm: Vm) {}

  /** The time to give as the start of an operation. */
  now(): number {
    return this.vm.recorder.now();
  }

  add(socket: BoardSocket, operation: SocketOperation, startMs: number, outcome: SocketOutcome): void {
    this.vm.recorder.record(socket, operation, startMs, outcome);
  }

  /** A socket that the script has from now on. */
  addNew(socket: BoardSocket, operation: 'socket' | 'accept', startMs: number): void {
    const transport = TRANSPORTS.get(socket.type);
    this.vm.recorder.record(socket, operation, startMs, { kind: 'ok', value: socket.descriptor }, undefined, transport && { transport });
  }

  /** Records a successful operation that moved bytes which lie in VM memory. */
  addBytes(socket: BoardSocket, operation: SocketOperation, startMs: number, address: number, count: number): void {
    const { recorder, image } = this.vm;
    if (recorder.isOn) recorder.record(socket, operation, startMs, { kind: 'ok', value: count }, image.bytes(address, count));
  }

  /** The end of an operation that returns None: `outcome` is 0 or a negated errno. */
  done(socket: BoardSocket, operation: SocketOperation, startMs: number, outcome: number): Ref {
    if (outcome < 0) return this.fail(socket, operation, startMs, -outcome);
    this.add(socket, operation, startMs, { kind: 'ok' });
    return NONE;
  }

  fail(socket: BoardSocket, operation: SocketOperation, startMs: number, errno: number): never {
    this.add(socket, operation, startMs, { kind: 'error', errno });
    return this.vm.errors.os(errno);
  }
}
