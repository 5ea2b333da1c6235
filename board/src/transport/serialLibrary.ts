/**
 * The package `serialport`, loaded when a port is first needed: its native part may be missing for this computer, and then everything that
 * needs no serial port goes on. The text for the user is made by `portProblem.ts`.
 */
type SerialLibrary = typeof import('serialport');
export type SerialStream = InstanceType<SerialLibrary['SerialPort']>;

/** The native part could not be loaded. */
export class SerialLibraryError extends Error {
  readonly code = 'SERIAL_LIBRARY';
}

export async function loadSerialLibrary(): Promise<SerialLibrary> {
  try {
    return await import('serialport');
  } catch (cause) {
    throw new SerialLibraryError(
      `Serial ports cannot be used: the part for ${process.platform}-${process.arch} of the serial library cannot be loaded. ` +
        'Install the extension for this platform again. Simulated boards, and boards over the network, work without it.',
      { cause },
    );
  }
}

/** What waits until a port of Linux or macOS has bytes, or room for some. */
interface Poller {
  poll(events: number): void;
  once(event: 'disconnect', listener: () => void): unknown;
  listenerCount(event: 'readable' | 'writable'): number;
}

const READABLE = 1;
const WRITABLE = 2;
const DISCONNECT = 4;

/**
 * Makes good two faults of the library on a port that has just been opened. Its poller forgets the event that it waits for when it is told
 * of the other: while a write waits for room nothing would be read, and a board that waits for its output to be read would never make room.
 * And a port that is unplugged while it is read gives nothing for ever, which the library takes for a reason to read again at once, for ever.
 */
export function mendPoller(port: SerialStream): void {
  const poller = (port.port as { readonly poller?: Poller } | undefined)?.poller;
  if (!poller) return;
  const poll = poller.poll.bind(poller);
  poller.poll = (events) => {
    const awaited = (poller.listenerCount('readable') > 0 ? READABLE : 0) | (poller.listenerCount('writable') > 0 ? WRITABLE : 0);
    poll(events | awaited | DISCONNECT);
  };
  poller.once('disconnect', () => {
    if (port.isOpen) port.close();
  });
}
