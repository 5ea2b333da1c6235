/** Socket objects in VM memory, and the sockets that they stand for: an object holds its type and the number of its socket. */
import { Errno } from '../../../../shared/src';
import type { Ref } from '../objects';
import type { Vm } from '../vm';
import type { BoardSocket, SocketTable } from './boardSocket';

const OBJECT_BYTES = 8;
const NUMBER_OFFSET = 4;

export class SocketObjects {
  constructor(
    private readonly vm: Vm,
    private readonly table: SocketTable,
  ) {}

  /** A new object without a socket; kept until the native function that runs returns. */
  allocate(type: Ref): Ref {
    const { objects, image } = this.vm;
    const object = objects.keep(objects.allocate(OBJECT_BYTES, type, true));
    image.setWord(object + NUMBER_OFFSET, 0);
    return object;
  }

  assign(object: Ref, socket: BoardSocket): void {
    this.vm.image.setWord(object + NUMBER_OFFSET, socket.number);
  }

  /** The socket of an object; raises EBADF if it has none. */
  socket(self: Ref): BoardSocket {
    return this.find(self) ?? this.vm.errors.os(Errno.EBADF);
  }

  find(self: Ref): BoardSocket | undefined {
    return this.table.get(this.vm.image.word(self + NUMBER_OFFSET));
  }
}
