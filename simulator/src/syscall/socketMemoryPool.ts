/**
 * The VM's stock of socket memories. A script that opens one socket after another must not leave a ring behind for each:
 * the engine does not count shared memory when it decides to collect, so they would pile up.
 */
import { SocketMemory } from './socketMemory';

export class SocketMemoryPool {
  private readonly closed: SocketMemory[] = [];

  /** Memory for a new connection. */
  take(): SocketMemory {
    const index = this.closed.findIndex(({ isReleased }) => isReleased);
    const memory = index < 0 ? undefined : this.closed.splice(index, 1)[0];
    if (!memory) return new SocketMemory();
    memory.reset();
    return memory;
  }

  /** Takes back the memory of a socket whose `close` was posted; it is used again when the I/O thread has let go of it. */
  give(memory: SocketMemory): void {
    this.closed.push(memory);
  }
}
