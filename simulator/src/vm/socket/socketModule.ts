/**
 * The `socket` module: its names and the life of a socket object. What the calls do is in the files beside this one:
 * arguments in ConnectionCalls, TransferCalls and StreamMethods, the operations themselves in those named after them.
 */
import { Errno } from '../../../../shared/src';
import { SocketMemoryPool } from '../../syscall';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { getaddrinfo } from './addressLookup';
import { Addresses } from './addresses';
import { SocketTable, SocketType, type BoardSocket } from './boardSocket';
import { ConnectionCalls } from './connectionCalls';
import { ServerOperations } from './serverOperations';
import { SocketEvents } from './socketEvents';
import { SocketObjects } from './socketObjects';
import { AddressFamily, setSocketOption, SOCKET_CONSTANTS } from './socketOptions';
import { SocketRecords } from './socketRecords';
import { StreamMethods } from './streamMethods';
import { TcpOperations } from './tcpOperations';
import { TransferCalls } from './transferCalls';
import { UdpOperations } from './udpOperations';

export function socketModule(vm: Vm): Ref {
  return new SocketModule(vm).build();
}

class SocketModule {
  private readonly table: SocketTable;
  private readonly objects: SocketObjects;
  private readonly records: SocketRecords;
  private readonly addresses: Addresses;
  private readonly tcp: TcpOperations;
  private readonly server: ServerOperations;
  private readonly connection: ConnectionCalls;
  private readonly transfer: TransferCalls;
  private readonly stream: StreamMethods;
  private readonly events: SocketEvents;

  constructor(private readonly vm: Vm) {
    this.table = new SocketTable(vm.systemHeap);
    const memories = new SocketMemoryPool();
    const { board, outbox, io, scheduler } = vm;
    const udp = new UdpOperations(board, outbox, io, scheduler, memories);
    this.tcp = new TcpOperations(board, outbox, io, scheduler, memories);
    this.server = new ServerOperations(board, io, scheduler, this.table, memories);
    this.addresses = new Addresses(vm.objects, vm.convert, vm.errors, board, io);
    this.objects = new SocketObjects(vm, this.table);
    this.records = new SocketRecords(vm);
    const { objects, records, addresses, server, tcp } = this;
    this.connection = new ConnectionCalls({ vm, objects, records, addresses, server, tcp, udp });
    this.transfer = new TransferCalls({ vm, records, addresses, tcp, udp });
    this.stream = new StreamMethods({ vm, objects, transfer: this.transfer, tcp, udp, close: (socket) => this.close(socket) });
    this.events = new SocketEvents(vm, (socket, asked) => this.stream.poll(socket, asked));
  }

  build(): Ref {
    const { objects, natives } = this.vm;
    return natives.module('socket', {
      __init__: natives.function(0, 0, () => NONE),
      socket: this.socketType(),
      getaddrinfo: natives.function(2, 6, (...args) => getaddrinfo(this.vm, this.addresses, args)),
      ...Object.fromEntries(Object.entries(SOCKET_CONSTANTS).map(([name, value]) => [name, objects.int(value)])),
    });
  }

  private socketType(): Ref {
    const { natives, objects, convert } = this.vm;
    const { connection, transfer, stream } = this;
    const of = (self: Ref): BoardSocket => this.objects.socket(self);
    const type = natives.type({
      name: 'socket',
      make: (type, args, keywords) => this.make(type, args, keywords),
      members: {
        __del__: natives.function(1, 1, (self) => this.finalise(self)),
        close: natives.function(1, 1, (self) => this.close(of(self))),
        bind: natives.function(2, 2, (self, address) => connection.bind(of(self), address)),
        listen: natives.function(1, 2, (self, backlog?: Ref) => connection.listen(of(self), backlog)),
        accept: natives.function(1, 1, (self) => connection.accept(self)),
        connect: natives.function(2, 2, (self, address) => connection.connect(of(self), address)),
        send: natives.function(2, 2, (self, data) => transfer.send(of(self), data)),
        sendall: natives.function(2, 2, (self, data) => transfer.sendall(of(self), data)),
        sendto: natives.function(3, 3, (self, data, address) => transfer.sendto(of(self), data, address)),
        recv: natives.function(2, 3, (self, size, flags?: Ref) => transfer.recv(of(self), 'recv', size, flags)),
        recvfrom: natives.function(2, 3, (self, size, flags?: Ref) => transfer.recvfrom(of(self), size, flags)),
        setsockopt: natives.function(4, 4, (...[self = NONE, , option = NONE, value = NONE]) =>
          setSocketOption(this.vm, { object: self, socket: of(self), events: this.events }, option, value),
        ),
        settimeout: natives.function(2, 2, (self, timeout) => this.settimeout(of(self), timeout)),
        setblocking: natives.function(2, 2, (self, flag) => this.setTimeoutMs(of(self), convert.bool(flag) ? Infinity : 0)),
        makefile: natives.function(1, 3, (self) => self),
        fileno: natives.function(1, 1, (self) => objects.int(of(self).descriptor)),
        read: stream.method('read'),
        readinto: stream.method('readinto'),
        readline: stream.method('readline'),
        write: stream.method('write'),
      },
      stream: stream.protocol,
    });
    this.vm.recorder.knowSockets((object) => (objects.isObject(object, type) ? this.objects.find(object) : undefined));
    return type;
  }

  private make(type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { vm } = this;
    if (keywords.size > 0) return vm.errors.type("function doesn't take keyword arguments");
    if (args.length > 3) return vm.errors.type(`function expected at most 3 arguments, got ${args.length}`);
    const startMs = this.records.now();
    const object = this.objects.allocate(type);
    const [family = AddressFamily.inet, socketType = SocketType.stream] = args.map((arg) => vm.convert.int(arg));
    if (!(Object.values(SocketType) as number[]).includes(socketType)) return vm.errors.os(Errno.EINVAL);
    let socket = this.table.open(socketType, family);
    if (typeof socket === 'number') {
      // As on the board: a collection closes sockets that the script has lost, then one more try.
      vm.collectGarbage();
      socket = this.table.open(socketType, family);
    }
    if (typeof socket === 'number') return vm.errors.os(-socket);
    this.objects.assign(object, socket);
    this.records.addNew(socket, 'socket', startMs);
    return object;
  }

  private finalise(self: Ref): Ref {
    const socket = this.objects.find(self);
    if (!socket) return NONE;
    this.close(socket);
    this.objects.assign(self, this.table.forget(socket));
    return NONE;
  }

  private close(socket: BoardSocket): Ref {
    if (socket.descriptor < 0) return NONE;
    const startMs = this.records.now();
    this.events.remove(socket);
    this.table.close(socket);
    this.server.close(socket);
    this.tcp.close(socket);
    this.records.add(socket, 'close', startMs, { kind: 'ok' });
    return NONE;
  }

  private settimeout(socket: BoardSocket, timeout: Ref): Ref {
    if (timeout === NONE) return this.setTimeoutMs(socket, Infinity);
    const timeoutMs = Math.trunc(this.vm.convert.float(timeout) * 1000);
    // A negative time becomes a huge unsigned one on the board.
    return this.setTimeoutMs(socket, timeoutMs < 0 ? Infinity : timeoutMs);
  }

  private setTimeoutMs(socket: BoardSocket, timeoutMs: number): Ref {
    socket.retries = Math.floor(timeoutMs / 100);
    socket.blocking = timeoutMs > 0;
    return NONE;
  }
}
