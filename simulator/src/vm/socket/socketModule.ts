/**
 * The `socket` module: the names, signatures and results that a script sees. What the operations do is in TcpOperations;
 * here arguments become values, errnos become OSError, and each call becomes a record.
 */
import { Errno, ResolveErrno, type SocketOperation, type SocketOutcome } from '../../../../shared/src';
import { SocketMemoryPool } from '../../syscall';
import type { Vm } from '../vm';
import { NONE, type Ref } from '../objects';
import { Addresses } from './addresses';
import { SocketTable, SocketType, type BoardSocket } from './boardSocket';
import { ServerOperations } from './serverOperations';
import { AddressFamily, setSocketOption, SOCKET_CONSTANTS } from './socketOptions';
import { TcpOperations, type Target } from './tcpOperations';
import { UdpOperations } from './udpOperations';

const StreamRequest = { poll: 3, close: 4 } as const;
/** A socket object in memory: its type, and the number of the socket. */
const OBJECT_BYTES = 8;
const NUMBER_OFFSET = 4;

export function socketModule(vm: Vm): Ref {
  return new SocketModule(vm).build();
}

class SocketModule {
  private readonly table = new SocketTable();
  private readonly tcp: TcpOperations;
  private readonly server: ServerOperations;
  private readonly udp: UdpOperations;
  private readonly addresses: Addresses;

  constructor(private readonly vm: Vm) {
    const memories = new SocketMemoryPool();
    this.tcp = new TcpOperations(vm.board, vm.outbox, vm.io, vm.scheduler, memories);
    this.udp = new UdpOperations(vm.board, vm.outbox, vm.io, vm.scheduler, memories);
    this.server = new ServerOperations(vm.io, vm.scheduler, this.table, memories);
    this.addresses = new Addresses(vm.objects, vm.convert, vm.errors, vm.board, vm.io);
  }

  build(): Ref {
    const { objects, natives } = this.vm;
    return natives.module('socket', {
      __init__: natives.function(0, 0, () => NONE),
      socket: this.socketType(),
      getaddrinfo: natives.function(2, 6, (...args) => this.getaddrinfo(args)),
      ...Object.fromEntries(Object.entries(SOCKET_CONSTANTS).map(([name, value]) => [name, objects.int(value)])),
    });
  }

  private socketType(): Ref {
    const { natives } = this.vm;
    const close = natives.function(1, 1, (self) => this.close(this.socket(self)));
    const type = natives.type({
      name: 'socket',
      make: (type, args, keywords) => this.make(type, args, keywords),
      members: {
        __del__: natives.function(1, 1, (self) => this.finalise(self)),
        close,
        bind: natives.function(2, 2, (self, address) => this.bind(this.socket(self), address)),
        listen: natives.function(1, 2, (self, backlog?: Ref) => this.listen(this.socket(self), backlog)),
        accept: natives.function(1, 1, (self) => this.accept(self)),
        connect: natives.function(2, 2, (self, address) => this.connect(this.socket(self), address)),
        send: natives.function(2, 2, (self, data) => this.send(this.socket(self), data)),
        sendall: natives.function(2, 2, (self, data) => this.sendall(this.socket(self), data)),
        sendto: natives.function(3, 3, (self, data, address) => this.sendto(this.socket(self), data, address)),
        recv: natives.function(2, 3, (self, size, flags?: Ref) => this.recv(this.socket(self), 'recv', size, flags)),
        recvfrom: natives.function(2, 3, (self, size, flags?: Ref) => this.recvfrom(this.socket(self), size, flags)),
        setsockopt: natives.function(4, 4, (...[self = NONE, , option = NONE, value = NONE]) =>
          setSocketOption(this.vm, this.socket(self), option, value),
        ),
        settimeout: natives.function(2, 2, (self, timeout) => this.settimeout(this.socket(self), timeout)),
        setblocking: natives.function(2, 2, (self, flag) =>
          this.setTimeoutMs(this.socket(self), this.vm.convert.bool(flag) ? Infinity : 0),
        ),
        makefile: natives.function(1, 3, (self) => self),
        fileno: natives.function(1, 1, (self) => this.vm.objects.int(this.socket(self).descriptor)),
        read: this.streamMethod('read'),
        readinto: this.streamMethod('readinto'),
        readline: this.streamMethod('readline'),
        write: this.streamMethod('write'),
      },
      stream: {
        read: (self, address, size) => this.streamRead(this.socket(self), address, size),
        write: (self, address, size) => this.streamWrite(this.socket(self), address, size),
        control: (self, request, argument) => this.control(self, request, argument),
      },
    });
    this.vm.recorder.knowSockets((object) => (this.vm.objects.isObject(object, type) ? this.known(object) : undefined));
    return type;
  }

  private make(type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { vm } = this;
    if (keywords.size > 0) return vm.errors.type("function doesn't take keyword arguments");
    if (args.length > 3) return vm.errors.type(`function expected at most 3 arguments, got ${args.length}`);
    const startMs = vm.recorder.now();
    const object = vm.objects.keep(vm.objects.allocate(OBJECT_BYTES, type, true));
    vm.image.setWord(object + NUMBER_OFFSET, 0);
    const [, socketType = SocketType.stream] = args.map((arg) => vm.convert.int(arg));
    if (!(Object.values(SocketType) as number[]).includes(socketType)) return vm.errors.os(Errno.EINVAL);
    let socket = this.table.open(socketType);
    if (typeof socket === 'number') {
      // As on the board: a collection closes sockets that the script has lost, then one more try.
      vm.collectGarbage();
      socket = this.table.open(socketType);
    }
    if (typeof socket === 'number') return vm.errors.os(-socket);
    vm.image.setWord(object + NUMBER_OFFSET, socket.number);
    this.record(socket, 'socket', startMs, { kind: 'ok', value: socket.descriptor });
    return object;
  }

  private finalise(self: Ref): Ref {
    const socket = this.table.get(this.vm.image.word(self + NUMBER_OFFSET));
    if (!socket) return NONE;
    this.close(socket);
    this.table.forget(socket);
    return NONE;
  }

  private close(socket: BoardSocket): Ref {
    if (socket.descriptor < 0) return NONE;
    const startMs = this.vm.recorder.now();
    this.table.close(socket);
    this.server.close(socket);
    this.tcp.close(socket);
    this.record(socket, 'close', startMs, { kind: 'ok' });
    return NONE;
  }

  private bind(socket: BoardSocket, tuple: Ref): Ref {
    const startMs = this.vm.recorder.now();
    const { host, port } = this.addresses.hostAndPort(tuple);
    socket.peer = new TextEncoder().encode(`port ${port}`);
    const address = this.addresses.resolve(host);
    if (typeof address === 'number') return this.fail(socket, 'bind', startMs, address);
    const outcome = this.server.bind(socket, port);
    return this.done(socket, 'bind', startMs, outcome === 0 && isUdp(socket) ? this.udp.bind(socket) : outcome);
  }

  private listen(socket: BoardSocket, backlog: Ref | undefined): Ref {
    const startMs = this.vm.recorder.now();
    if (backlog !== undefined) this.vm.convert.int(backlog);
    return this.done(socket, 'listen', startMs, this.server.listen(socket));
  }

  private accept(self: Ref): Ref {
    const { objects, recorder } = this.vm;
    const startMs = recorder.now();
    const socket = this.socket(self);
    const client = this.server.accept(socket);
    if (typeof client === 'number') return this.fail(socket, 'accept', startMs, -client);
    const object = objects.keep(objects.allocate(OBJECT_BYTES, this.vm.image.word(self), true));
    this.vm.image.setWord(object + NUMBER_OFFSET, client.number);
    this.record(client, 'accept', startMs, { kind: 'ok', value: client.descriptor });
    const [address, port] = client.peerAddress;
    return objects.tuple(object, objects.tuple(objects.keep(objects.str(address)), objects.int(port)));
  }

  private connect(socket: BoardSocket, tuple: Ref): Ref {
    const startMs = this.vm.recorder.now();
    const named = this.addresses.hostAndPort(tuple);
    socket.peer = new TextEncoder().encode(this.addresses.label(named));
    const address = this.addresses.resolve(named.host);
    if (typeof address === 'number') return this.fail(socket, 'connect', startMs, address);
    if (socket.descriptor < 0) return this.fail(socket, 'connect', startMs, Errno.EBADF);
    const { tcp, udp } = this;
    const outcome = isUdp(socket) ? udp.connect(socket, address, named.port) : tcp.connect(socket, address, named.port);
    return this.done(socket, 'connect', startMs, outcome);
  }

  private send(socket: BoardSocket, data: Ref): Ref {
    return this.vm.objects.int(this.transmit(socket, 'send', data).sent);
  }

  private sendall(socket: BoardSocket, data: Ref): Ref {
    const { sent, total } = this.transmit(socket, 'sendall', data);
    return sent < total ? this.vm.errors.os(Errno.ETIMEDOUT) : NONE;
  }

  private sendto(socket: BoardSocket, data: Ref, address: Ref): Ref {
    this.vm.convert.buffer(data);
    const to = this.addresses.quadAndPort(address);
    if (isUdp(socket)) {
      socket.peer = new TextEncoder().encode(this.addresses.label(to));
      return this.vm.objects.int(this.transmit(socket, 'sendto', data, (bytes) => this.udp.sendTo(socket, bytes, [to.host, to.port])).sent);
    }
    // On a TCP socket the address is ignored, as lwIP does. There is one try, and no EAGAIN.
    const once = (bytes: Uint8Array): number => {
      const sent = this.tcp.sendSome(socket, bytes);
      return sent === -Errno.EAGAIN ? -Errno.ETIMEDOUT : sent;
    };
    return this.vm.objects.int(this.transmit(socket, 'sendto', data, once).sent);
  }

  private transmit(
    socket: BoardSocket,
    operation: SocketOperation,
    data: Ref,
    send = (bytes: Uint8Array): number => (isUdp(socket) ? this.udp.send(socket, bytes) : this.tcp.send(socket, bytes)),
  ): { sent: number; total: number } {
    const startMs = this.vm.recorder.now();
    const bytes = this.vm.convert.buffer(data);
    const sent = send(bytes);
    if (sent < 0) return this.fail(socket, operation, startMs, -sent);
    this.recordBytes(socket, operation, startMs, bytes.byteOffset, sent);
    return { sent, total: bytes.length };
  }

  private recv(socket: BoardSocket, operation: 'recv' | 'recvfrom', sizeRef: Ref, flagsRef: Ref | undefined): Ref {
    const { vm } = this;
    const startMs = vm.recorder.now();
    const size = vm.convert.int(sizeRef);
    const flags = flagsRef === undefined ? 0 : vm.convert.int(flagsRef);
    if (size < 0) return vm.errors.withText('MemoryError', `memory allocation failed, allocating ${(size + 1) >>> 0} bytes`);
    const { exports } = vm.image;
    const block = vm.objects.keep(exports.m_malloc(size + 1));
    const received = this.receive(socket, { memory: vm.image.u8, address: block, size }, flags);
    if (received < 0) return this.fail(socket, operation, startMs, -received);
    this.recordBytes(socket, operation, startMs, block, received);
    return vm.objects.bytesAround(received < size ? exports.m_realloc(block, received + 1) : block, received);
  }

  private receive(socket: BoardSocket, target: Target, flags = 0): number {
    if (!isUdp(socket)) return this.tcp.receive(socket, target, flags);
    const received = this.udp.receive(socket, target, flags);
    const [host, port] = socket.peerAddress;
    if (received >= 0 && this.vm.recorder.isOn) socket.peer = new TextEncoder().encode(this.addresses.label({ host, port }));
    return received;
  }

  private recvfrom(socket: BoardSocket, size: Ref, flags: Ref | undefined): Ref {
    const { objects } = this.vm;
    const data = objects.keep(this.recv(socket, 'recvfrom', size, flags));
    const [address, port] = socket.peerAddress;
    return objects.tuple(data, objects.tuple(objects.keep(objects.str(address)), objects.int(port)));
  }

  /** A stream method of the VM itself, recorded as one operation however many steps it takes. */
  private streamMethod(name: 'read' | 'readinto' | 'readline' | 'write'): Ref {
    const { objects, natives, recorder } = this.vm;
    const method = objects.typeMember(objects.moduleMember(objects.importModule('io'), 'BytesIO'), name);
    return natives.wrapper((count, address) => {
      const run = () => objects.callWith(method, count, address);
      const socket = count > 0 ? this.table.get(this.vm.image.word(this.vm.image.word(address) + NUMBER_OFFSET)) : undefined;
      return socket ? recorder.whole(socket, name, run) : run();
    });
  }

  private streamRead(socket: BoardSocket, address: number, size: number): number {
    const { recorder, image } = this.vm;
    const startMs = recorder.now();
    const received = this.receive(socket, { memory: image.u8, address, size });
    if (recorder.isOn) recorder.step(socket, 'read', startMs, received, image.bytes(address, size));
    return received;
  }

  private streamWrite(socket: BoardSocket, address: number, size: number): number {
    const { recorder, image } = this.vm;
    const startMs = recorder.now();
    const source = image.bytes(address, size);
    const sent = isUdp(socket) ? this.udp.send(socket, source) : this.tcp.sendSome(socket, source);
    if (recorder.isOn) recorder.step(socket, 'write', startMs, sent, source);
    return sent;
  }

  private control(self: Ref, request: number, argument: number): number {
    // The collector may have finalised a socket before the stream over it, which closes it once more.
    if (request === StreamRequest.close && !this.known(self)) return 0;
    const socket = this.socket(self);
    if (request === StreamRequest.poll) return isUdp(socket) ? this.udp.poll(socket, argument) : this.tcp.poll(socket, argument);
    if (request !== StreamRequest.close) return -Errno.EINVAL;
    this.close(socket);
    return 0;
  }

  private getaddrinfo(args: readonly Ref[]): Ref {
    const { objects, convert, errors, recorder } = this.vm;
    const startMs = recorder.now();
    const [hostRef = NONE, portRef = NONE, ...rest] = args;
    const [family = 0, type = 0, protocol = 0, flags = 0] = rest.map((arg) => convert.int(arg));
    const host = convert.str(hostRef);
    const port = this.addresses.port(portRef);
    const isKnownFamily = family === 0 || family === AddressFamily.inet || family === AddressFamily.inet6;
    const address = isKnownFamily ? this.addresses.resolve(host, flags) : ResolveErrno.EAI_FAMILY;
    const peer = new TextEncoder().encode(host);
    if (typeof address === 'number') {
      recorder.record({ number: 0, peer }, 'getaddrinfo', startMs, { kind: 'error', errno: address });
      return errors.os(address);
    }
    recorder.record({ number: 0, peer }, 'getaddrinfo', startMs, { kind: 'ok' });
    const socketAddress = objects.keep(objects.tuple(objects.str(address), objects.int(port)));
    const name = objects.keep(objects.str(host === '' ? '0.0.0.0' : host));
    return objects.list(
      objects.tuple(
        objects.int(AddressFamily.inet),
        objects.keep(objects.int(type === 0 ? SocketType.stream : type)),
        objects.keep(objects.int(protocol)),
        name,
        socketAddress,
      ),
    );
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

  private socket(self: Ref): BoardSocket {
    return this.known(self) ?? this.vm.errors.os(Errno.EBADF);
  }

  private known(self: Ref): BoardSocket | undefined {
    return this.table.get(this.vm.image.word(self + NUMBER_OFFSET));
  }

  private record(socket: BoardSocket, operation: SocketOperation, startMs: number, outcome: SocketOutcome, bytes?: Uint8Array): void {
    this.vm.recorder.record(socket, operation, startMs, outcome, bytes);
  }

  /** Records a successful operation that moved bytes which lie in VM memory. */
  private recordBytes(socket: BoardSocket, operation: SocketOperation, startMs: number, address: number, count: number): void {
    if (this.vm.recorder.isOn) this.record(socket, operation, startMs, { kind: 'ok', value: count }, this.vm.image.bytes(address, count));
  }

  /** The end of an operation that returns None: `outcome` is 0 or a negated errno. */
  private done(socket: BoardSocket, operation: SocketOperation, startMs: number, outcome: number): Ref {
    if (outcome < 0) return this.fail(socket, operation, startMs, -outcome);
    this.record(socket, operation, startMs, { kind: 'ok' });
    return NONE;
  }

  private fail(socket: BoardSocket, operation: SocketOperation, startMs: number, errno: number): never {
    this.record(socket, operation, startMs, { kind: 'error', errno });
    return this.vm.errors.os(errno);
  }
}

function isUdp({ type }: BoardSocket): boolean {
  return type === SocketType.datagram;
}
