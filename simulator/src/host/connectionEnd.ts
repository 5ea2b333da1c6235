/**
 * Whether a connection whose end was read has really ended. Node's event loop takes a reset for an end if bytes came right
 * before it. A write of nothing costs nothing, and fails with another error after a reset than after an end.
 */
import type { Socket } from 'node:net';

/** Calls back for a real end; after a reset the socket reports an error instead. */
export function confirmEnd(socket: Socket, onEnd: () => void): void {
  // Behind bytes that nobody takes the write would wait for ever.
  if (socket.writableLength > 0) {
    onEnd();
    return;
  }
  socket.write('', (error) => {
    // Any other error says that the reset came after the end, and follows it.
    if ((error as NodeJS.ErrnoException | undefined)?.code !== 'ECONNRESET') onEnd();
  });
}
