/**
 * The run contract: what every place that can run a script offers, and what it reports while it runs.
 * The extension and the command line know only these types; a simulated board and a real board implement them.
 */
import type { AccessPointOptions } from './accessPoint';
import type { BoardName } from './boardKinds';
import type { HeapState, OpenSocket, RadioState, Watchable } from './boardState';
import type { Disposable } from './disposable';
import type { Event } from './event';
import type { PinState, PinWiring, WiredPins } from './pins';
import type { SocketOperation, SocketRecord } from './socketRecord';

/** A script to run: its text as it is shown, and the folder whose files and packages it may import and open. */
export interface Script {
  /** The name that tracebacks print, e.g. `http_get.py`. */
  readonly name: string;
  /** UTF-8 source text. */
  readonly source: string;
  /** Absolute path of the folder that the board sees as its file system; absent when the script has none. */
  readonly folder?: string;
}

/** What is known of a run beside what happened in it. */
export interface RunFacts {
  /** File name of the script. */
  readonly script: string;
  /** Where it ran, e.g. `Simulated ESP32`. */
  readonly target: string;
  /** When it began, in milliseconds since 1970; the times of its records count from there. */
  readonly startedAt: number;
}

/** What a script may reach: everything, only this computer, or nothing. */
export type NetworkPolicy = 'all' | 'local' | 'none';

/** A name, or an IPv4 address, that the script connects to, and where it really leads. With a port, the script's port is redirected too. */
export interface NameAlias {
  readonly name: string;
  readonly host: string;
  readonly port?: number;
  /** The port of the script's that it is for; absent: all for which there is no other alias. */
  readonly forPort?: number;
  /** The IPv4 address that the script sees; absent: one that is made up. */
  readonly address?: string;
}

export interface RunOptions {
  /** Which board it is; absent: an ESP32_GENERIC. */
  readonly board?: BoardName;
  readonly network: NetworkPolicy;
  readonly aliases: readonly NameAlias[];
  /** Size of the MicroPython heap in bytes. */
  readonly heapSizeBytes: number;
  /** Whether `records` events are wanted. */
  readonly recordSockets: boolean;
  /** The Wi-Fi networks around the board; absent or empty: any name and any key connects. */
  readonly accessPoints?: readonly AccessPointOptions[];
  /** Boards of one process whose runs give the same name, or none, are in one network and reach each other. */
  readonly localNetwork?: string;
  /** What is wired to the board's pins when it is switched on. */
  readonly wiring?: readonly PinWiring[];
  /** Absolute path of the file in which the board keeps what scripts write to its flash; absent: as long as the board is there. */
  readonly flashImage?: string;
  /** A board at a port goes on with what is there, in place of beginning anew: for a part of a script. */
  readonly keepsState?: boolean;
  /** Absolute path of a file that receives every record as a line of JSON; nothing is dropped from it. */
  readonly traceFile?: string;
}

export type OutputStream = 'stdout' | 'stderr';

/** Something that the user should know and that the script did not print. */
export interface Notice {
  readonly severity: 'info' | 'warning' | 'error';
  /** Names the thing, the cause and the next step. */
  readonly text: string;
}

/** Why a board begins anew; `machine.reset_cause()` tells the script. Its reset button is as if the power had come on. */
export type ResetCause = 'powerOn' | 'hard' | 'watchdog' | 'deepSleep' | 'soft';

export type RunState = 'starting' | 'running' | 'stopping' | 'ended';

/** A port on which the script listens, and where it is reached on this computer (host:port). */
export interface ListeningPort {
  readonly protocol: 'tcp' | 'udp';
  readonly boardPort: number;
  readonly address: string;
}

/** Tells the user of an open port; a terminal makes a link of the address. */
export function listeningText({ protocol, boardPort, address }: ListeningPort): string {
  return protocol === 'tcp'
    ? `Port ${boardPort} of the board is open: http://${address}/ on this computer`
    : `UDP port ${boardPort} of the board is open: ${address} on this computer`;
}

export type RunEvent =
  | { readonly kind: 'output'; readonly stream: OutputStream; readonly bytes: Uint8Array }
  | { readonly kind: 'records'; readonly records: readonly SocketRecord[]; readonly droppedCount: number }
  | ({ readonly kind: 'listening' } & ListeningPort)
  /** A pin is used differently, or its level changed. If it changes faster than anybody can look, only some changes are told. */
  | ({ readonly kind: 'pin'; readonly timeMs: number } & PinState)
  /** What a strip of LEDs was sent, as it was sent: WS2812 LEDs take green, red, blue, and white if they have it. */
  | { readonly kind: 'neopixel'; readonly pin: number; readonly colors: Uint8Array }
  /** The radio, the heap and the sockets: told only while the board is watched. */
  | ({ readonly kind: 'wifi' } & RadioState)
  | ({ readonly kind: 'memory' } & HeapState)
  | { readonly kind: 'sockets'; readonly sockets: readonly OpenSocket[] }
  /** Likewise: whether the board waits at its prompt, or runs something. */
  | { readonly kind: 'prompt'; readonly isWaiting: boolean }
  | { readonly kind: 'state'; readonly state: RunState }
  | { readonly kind: 'reset'; readonly cause: ResetCause }
  | { readonly kind: 'notice'; readonly notice: Notice };

/** What the OSError that ended a script has: a number, and the socket operation that failed with it, if one did; or a text. */
export type UncaughtOsError = { readonly errno: number; readonly operation?: SocketOperation } | { readonly text: string };

/** How a run ended. The traceback of an exception has been written to stderr already. */
export type RunResult =
  | { readonly kind: 'completed' }
  | { readonly kind: 'exception'; readonly traceback: string; readonly osError?: UncaughtOsError }
  /** The user stopped it: the script ended with KeyboardInterrupt, or had to be killed; or its board was reset or switched off. */
  | { readonly kind: 'interrupted'; readonly killed: boolean; readonly by?: 'reset' | 'switchOff' }
  | { readonly kind: 'disconnected'; readonly reason: string }
  | { readonly kind: 'crashed'; readonly reason: string };

/** One run of one script. Disposing it kills the run if it is still going on. */
export interface RunSession extends Disposable, WiredPins, Watchable {
  readonly onEvent: Event<RunEvent>;
  /** Settles when the run has ended and its last event was delivered; never rejects. */
  readonly done: Promise<RunResult>;
  /** Raises KeyboardInterrupt in the script. */
  interrupt(): void;
  /** Ends the run at once, without the script's consent. */
  kill(): void;
  /** Bytes for the script's standard input. A 0x03 byte raises KeyboardInterrupt, as on the board's console. */
  write(bytes: Uint8Array): void;
}

/** A place where a script can run. */
export interface RunTarget extends Disposable {
  /** A short name for the user, e.g. `Simulated ESP32`. */
  describe(): string;
  /** Rejects only if the run could not be started. Events that occur before a listener is attached are kept for it. */
  start(script: Script, options: RunOptions): Promise<RunSession>;
}
