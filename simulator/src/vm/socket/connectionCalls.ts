/** `bind`, `listen`, `accept` and `connect`: what gives a socket its place in the network. */
import { Errno } from '../../../../shared/src';
import type { Ref } from '../objects';
import type { Vm } from '../vm';
import type { Addresses } from './addresses';
import { isUdp, type BoardSocket } from './boardSocket';
import type { ServerOperations } from './serverOperations';
import type { SocketObjects } from './socketObjects';
import type { SocketRecords } from './socketRecords';
import { AddressFamily } from './socketOptions';
import type { TcpOperations } from './tcpOperations';
import type { UdpOperations } from './udpOperations';

/** What `listen` takes without an argument. */
const DEFAULT_BACKLOG = 2;

export interface ConnectionCallsSetup {
  readonly vm: Vm;
  readonly objects: SocketObjects;
  readonly records: SocketRecords;
  readonly addresses: Addresses;
  readonly server: ServerOperations;
  readonly tcp: TcpOperations;
  readonly udp: UdpOperations;
}

export class ConnectionCalls {
  constructor(private readonly setup: ConnectionCallsSetup) {}

  bind(socket: BoardSocket, tuple: Ref): Ref {
    const { addresses, records, server, udp } = this.setup;
    const startMs = records.now();
    const { host, port } = addresses.hostAndPort(tuple);
    socket.peer = new TextEncoder().encode(`port ${port}`);
    const address = addresses.resolve(host);
    if (typeof address === 'number') return records.fail(socket, 'bind', startMs, address);
    if (socket.family !== AddressFamily.inet) return this.failOtherFamily(socket, 'bind', startMs);
    const outcome = server.bind(socket, address, port);
    return records.done(socket, 'bind', startMs, outcome === 0 && isUdp(socket) ? udp.bind(socket) : outcome);
  }

  listen(socket: BoardSocket, backlog: Ref | undefined): Ref {
    const { vm, records, server } = this.setup;
    const startMs = records.now();
    const count = backlog === undefined ? DEFAULT_BACKLOG : vm.convert.int(backlog);
    return records.done(socket, 'listen', startMs, server.listen(socket, count));
  }

  accept(self: Ref): Ref {
    const { vm, objects, records, server } = this.setup;
    const startMs = records.now();
    const socket = objects.socket(self);
    const client = server.accept(socket);
    if (typeof client === 'number') return records.fail(socket, 'accept', startMs, -client);
    const object = objects.allocate(vm.image.word(self));
    objects.assign(object, client);
    records.addNew(client, 'accept', startMs);
    const [address, port] = client.peerAddress;
    return vm.objects.tuple(object, vm.objects.tuple(vm.objects.keep(vm.objects.str(address)), vm.objects.int(port)));
  }

  connect(socket: BoardSocket, tuple: Ref): Ref {
    const { addresses, records, tcp, udp } = this.setup;
    const startMs = records.now();
    const named = addresses.hostAndPort(tuple);
    socket.peer = new TextEncoder().encode(addresses.label(named));
    const address = addresses.resolve(named.host);
    if (typeof address === 'number') return records.fail(socket, 'connect', startMs, address);
    if (socket.descriptor < 0) return records.fail(socket, 'connect', startMs, Errno.EBADF);
    if (socket.family !== AddressFamily.inet) return this.failOtherFamily(socket, 'connect', startMs);
    const outcome = isUdp(socket) ? udp.connect(socket, address, named.port) : tcp.connect(socket, address, named.port);
    return records.done(socket, 'connect', startMs, outcome);
  }

  /** lwIP makes an IPv6 socket of every other family. No call can name an IPv6 address, and it does not take one of IPv4. */
  private failOtherFamily(socket: BoardSocket, operation: 'bind' | 'connect', startMs: number): never {
    socket.state = 'connected';
    return this.setup.records.fail(socket, operation, startMs, socket.descriptor < 0 ? Errno.EBADF : Errno.EINVAL);
  }
}
