/**
 * The socket as a stream of the VM: `read`, `readinto`, `readline` and `write` are the VM's own, over this protocol. Each
 * is recorded as one operation however many steps it takes.
 */
import { Errno } from '../../../../shared/src';
import type { StreamProtocol } from '../natives';
import type { Ref } from '../objects';
import type { Vm } from '../vm';
import { isUdp, type BoardSocket } from './boardSocket';
import type { SocketObjects } from './socketObjects';
import type { TcpOperations } from './tcpOperations';
import type { TransferCalls } from './transferCalls';
import type { UdpOperations } from './udpOperations';

const StreamRequest = { poll: 3, close: 4 } as const;

export interface StreamMethodsSetup {
  readonly vm: Vm;
  readonly objects: SocketObjects;
  readonly transfer: TransferCalls;
  readonly tcp: TcpOperations;
  readonly udp: UdpOperations;
  readonly close: (socket: BoardSocket) => void;
}

export class StreamMethods {
  readonly protocol: StreamProtocol = {
    read: (self, address, size) => this.read(this.setup.objects.socket(self), address, size),
    write: (self, address, size) => this.write(this.setup.objects.socket(self), address, size),
    control: (self, request, argument) => this.control(self, request, argument),
  };

  constructor(private readonly setup: StreamMethodsSetup) {}

  /** The VM's method of that name, for the members of the socket's type. */
  method(name: 'read' | 'readinto' | 'readline' | 'write'): Ref {
    const { vm } = this.setup;
    const { objects, natives, recorder } = vm;
    const method = objects.typeMember(objects.moduleMember(objects.importModule('io'), 'BytesIO'), name);
    return natives.wrapper((count, address) => {
      const run = () => objects.callWith(method, count, address);
      const socket = count > 0 ? this.setup.objects.find(vm.image.word(address)) : undefined;
      return socket ? recorder.whole(socket, name, run) : run();
    });
  }

  /** Poll flags of those asked for. */
  poll(socket: BoardSocket, asked: number): number {
    return isUdp(socket) ? this.setup.udp.poll(socket, asked) : this.setup.tcp.poll(socket, asked);
  }

  private read(socket: BoardSocket, address: number, size: number): number {
    const { recorder, image } = this.setup.vm;
    const startMs = recorder.now();
    const received = this.setup.transfer.receive(socket, { memory: image.u8, address, size });
    recorder.step(socket, 'read', startMs, received, image.bytes(address, size));
    return received;
  }

  private write(socket: BoardSocket, address: number, size: number): number {
    const { recorder, image } = this.setup.vm;
    const startMs = recorder.now();
    const source = image.bytes(address, size);
    const sent = isUdp(socket) ? this.setup.udp.send(socket, source) : this.setup.tcp.sendSome(socket, source);
    recorder.step(socket, 'write', startMs, sent, source);
    return sent;
  }

  private control(self: Ref, request: number, argument: number): number {
    // The collector may have finalised a socket before the stream over it, which closes it once more.
    if (request === StreamRequest.close && !this.setup.objects.find(self)) return 0;
    const socket = this.setup.objects.socket(self);
    if (request === StreamRequest.poll) return this.poll(socket, argument);
    if (request !== StreamRequest.close) return -Errno.EINVAL;
    this.setup.close(socket);
    return 0;
  }
}
