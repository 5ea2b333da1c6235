/** `send`, `recv` and their kin: arguments become bytes and counts, and what was moved becomes a record. */
import { Errno, type SocketOperation } from '../../../../shared/src';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { Addresses } from './addresses';
import { isUdp, type BoardSocket } from './boardSocket';
import type { SocketRecords } from './socketRecords';
import { AddressFamily } from './socketOptions';
import type { Target, TcpOperations } from './tcpOperations';
import type { UdpOperations } from './udpOperations';

export interface TransferCallsSetup {
  readonly vm: Vm;
  readonly records: SocketRecords;
  readonly addresses: Addresses;
  readonly tcp: TcpOperations;
  readonly udp: UdpOperations;
}

export class TransferCalls {
  constructor(private readonly setup: TransferCallsSetup) {}

  send(socket: BoardSocket, data: Ref): Ref {
    return this.setup.vm.objects.int(this.transmit(socket, 'send', data).sent);
  }

  sendall(socket: BoardSocket, data: Ref): Ref {
    const { sent, total } = this.transmit(socket, 'sendall', data);
    return sent < total ? this.setup.vm.errors.os(Errno.ETIMEDOUT) : NONE;
  }

  sendto(socket: BoardSocket, data: Ref, address: Ref): Ref {
    const { vm, addresses, tcp, udp } = this.setup;
    vm.convert.buffer(data);
    const to = addresses.quadAndPort(address);
    if (isUdp(socket)) {
      socket.peer = new TextEncoder().encode(addresses.label(to));
      const sendTo = (bytes: Uint8Array): number =>
        socket.family === AddressFamily.inet ? udp.sendTo(socket, bytes, [to.host, to.port]) : -Errno.EINVAL;
      return vm.objects.int(this.transmit(socket, 'sendto', data, sendTo).sent);
    }
    // On a TCP socket the address is ignored, as lwIP does. There is one try, and no EAGAIN.
    const once = (bytes: Uint8Array): number => {
      const sent = tcp.sendSome(socket, bytes);
      return sent === -Errno.EAGAIN ? -Errno.ETIMEDOUT : sent;
    };
    return vm.objects.int(this.transmit(socket, 'sendto', data, once).sent);
  }

  recv(socket: BoardSocket, operation: 'recv' | 'recvfrom', sizeRef: Ref, flagsRef: Ref | undefined): Ref {
    const { vm, records } = this.setup;
    const startMs = records.now();
    const size = vm.convert.int(sizeRef);
    const flags = flagsRef === undefined ? 0 : vm.convert.int(flagsRef);
    if (size < 0) return vm.errors.withText('MemoryError', `memory allocation failed, allocating ${(size + 1) >>> 0} bytes`);
    const { exports } = vm.image;
    const block = vm.objects.keep(exports.m_malloc(size + 1));
    const received = this.receive(socket, { memory: vm.image.u8, address: block, size }, flags);
    if (received < 0) return records.fail(socket, operation, startMs, -received);
    records.addBytes(socket, operation, startMs, block, received);
    return vm.objects.bytesAround(received < size ? exports.m_realloc(block, received + 1) : block, received);
  }

  recvfrom(socket: BoardSocket, size: Ref, flags: Ref | undefined): Ref {
    const { objects } = this.setup.vm;
    const data = objects.keep(this.recv(socket, 'recvfrom', size, flags));
    const [address, port] = socket.peerAddress;
    return objects.tuple(data, objects.tuple(objects.keep(objects.str(address)), objects.int(port)));
  }

  /** Returns how many bytes were received, or a negated errno. */
  receive(socket: BoardSocket, target: Target, flags = 0): number {
    const { vm, addresses, tcp, udp } = this.setup;
    if (!isUdp(socket)) return tcp.receive(socket, target, flags);
    const received = udp.receive(socket, target, flags);
    const [host, port] = socket.peerAddress;
    if (received >= 0 && vm.recorder.isOn) socket.peer = new TextEncoder().encode(addresses.label({ host, port }));
    return received;
  }

  private transmit(
    socket: BoardSocket,
    operation: SocketOperation,
    data: Ref,
    send = (bytes: Uint8Array): number => (isUdp(socket) ? this.setup.udp.send(socket, bytes) : this.setup.tcp.send(socket, bytes)),
  ): { sent: number; total: number } {
    const { vm, records } = this.setup;
    const startMs = records.now();
    const bytes = vm.convert.buffer(data);
    const sent = send(bytes);
    if (sent < 0) return records.fail(socket, operation, startMs, -sent);
    records.addBytes(socket, operation, startMs, bytes.byteOffset, sent);
    return { sent, total: bytes.length };
  }
}
