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
