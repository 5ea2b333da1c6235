/**
 * The wire to a board: bytes both ways, and its end. A serial port, a TCP port and a WebREPL are wires; what the bytes mean is not
 * known here. A transport exists only while it is open: opening rejects with a text for the user that names the thing, the cause and
 * the next step.
 */
import type { Disposable, Event } from '../../../shared/src';

export interface Transport extends Disposable {
  /** What a user calls the wire: `/dev/ttyUSB0`, `tcp://127.0.0.1:4000`. */
  readonly name: string;
  /** Bytes from the board, as they come; what came before the first listener is kept for it. The wire is read all the time. */
  readonly onData: Event<Uint8Array>;
  /** Fires once, with a text for the user, when the wire is gone and `close` was not called: unplugged, reset by the other side. */
  readonly onDidClose: Event<string>;
  /** Resolves when the system has taken the bytes, so that whoever awaits it writes no faster than the wire; rejects when the wire is gone. */
  write(bytes: Uint8Array): Promise<void>;
  /** Resets the chip by the control lines of the wire. Absent where the wire has none. */
  readonly hardReset?: () => Promise<void>;
  /** A soft reset of the board ends this wire, because a program on the board has its other end. */
  readonly endsWithSoftReset?: true;
  /** Leaves the board as it is, and frees the wire; resolves when others can have it. */
  close(): Promise<void>;
}

/** How the control lines of a serial port are left while it is open. */
export type ControlLines =
  /** As this kind of port needs it. */
  'auto' | 'bothOn' | 'bothOff';

export interface OpenOptions {
  /** Bits per second of a serial port; 115 200 where nothing is said. */
  readonly baudRate?: number;
  readonly controlLines?: ControlLines;
  /** Asks for the password of a WebREPL; undefined: the user gave up. */
  readonly password?: (address: string) => Promise<string | undefined>;
  /** Gives up opening. */
  readonly signal?: AbortSignal;
}
