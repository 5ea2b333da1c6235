/**
 * The callbacks of `setsockopt(…, 20, callback)`: each is called with its socket while that can be read from, whenever the
 * board waits. An exception in one is printed, as the VM's scheduler does. The WebREPL of a board lives on this.
 */
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { BoardSocket } from './boardSocket';
import { PollFlag } from './tcpOperations';

/** A socket that its callback does not read from is looked at again after this time; a board does it in every pass of its loop. */
const LOOK_AGAIN_MS = 10;

interface Registration {
  readonly object: Ref;
  readonly callback: Ref;
  /** The callback stands in the VM's queue. */
  isQueued: boolean;
}

export class SocketEvents {
  private readonly registrations = new Map<BoardSocket, Registration>();
  /** Native function that the VM's queue calls. */
  private readonly deliver: Ref;
  /** Address of a word that the collector scans: a list of the sockets and callbacks. */
  private readonly slot: number;

  /** `poll` tells whether a socket can be read from, as its stream protocol does. */
  constructor(
    private readonly vm: Vm,
    private readonly poll: (socket: BoardSocket, asked: number) => number,
  ) {
    this.slot = vm.objects.roots.permanentSlot();
    this.deliver = vm.natives.function(1, 1, (object) => this.call(object));
    vm.scheduler.onEachPass(() => this.look());
  }

  set(object: Ref, socket: BoardSocket, callback: Ref): void {
    this.registrations.set(socket, { object, callback, isQueued: false });
    this.keepAll();
  }

  remove(socket: BoardSocket): void {
    if (this.registrations.delete(socket)) this.keepAll();
  }

  /** Queues what is due, and returns when to look again. */
  private look(): number {
    let againMs = Infinity;
    for (const [socket, registration] of this.registrations) {
      if ((this.poll(socket, PollFlag.readable) & PollFlag.readable) === 0) continue;
      againMs = LOOK_AGAIN_MS;
      if (registration.isQueued) continue;
      registration.isQueued = this.vm.callbacks.add(this.deliver, registration.object);
    }
    return againMs;
  }

  private call(object: Ref): Ref {
    const registration = [...this.registrations.values()].find((candidate) => candidate.object === object);
    // It may have been removed while it stood in the queue.
    if (!registration) return NONE;
    registration.isQueued = false;
    return this.vm.objects.call(registration.callback, object);
  }

  private keepAll(): void {
    const { image, objects } = this.vm;
    const refs = [...this.registrations.values()].flatMap(({ object, callback }) => [object, callback]);
    image.setWord(this.slot, refs.length === 0 ? NULL : objects.list(...refs));
  }
}
