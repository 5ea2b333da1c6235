/**
 * What the VM worker asks of the I/O thread over its message port, and what comes back. Most operations only start
 * something whose progress is then read from shared memory; those with a `call` number are answered with a reply.
 * Errors are errnos in the reply, never exceptions. The outbox is drained before a message is looked at, so that both
 * channels together keep the order in which the VM wrote.
 */
import type { BoardName, NetworkPolicy, NameAlias, Notice, ResetCause, RunResult, Script } from '../../../shared/src';
import type { ImagePlace } from '../flash';
import type { InterfaceAddresses } from './network';

/** Number of a socket within a run, from 1, never reused. */
export type SocketNumber = number;

/** Requests that are answered. `TReply` of each is listed in `CallReplies`. */
export type Call =
  /** Looks a host name up. */
  | { readonly op: 'resolve'; readonly host: string }
  /** Scans for access points. */
  | { readonly op: 'wifi/scan' }
  /** Opens a port of the board to connections; clients that wait are counted by `memory.available`. */
  | {
      readonly op: 'tcp/listen';
      readonly socket: SocketNumber;
      readonly memory: SharedArrayBuffer;
      /** The address that the socket is bound to; `0.0.0.0` is all of the board's. */
      readonly address: string;
      readonly port: number;
      /** How many clients may wait. */
      readonly backlog: number;
    }
  /** Takes the next client of a listener and gives its connection a socket. */
  | {
      readonly op: 'tcp/accept';
      readonly listener: SocketNumber;
      readonly socket: SocketNumber;
      readonly memory: SharedArrayBuffer;
    }
  /** Makes a UDP socket; datagrams to send are frames of the outbox. */
  | { readonly op: 'udp/open'; readonly socket: SocketNumber; readonly memory: SharedArrayBuffer }
  /** Opens a UDP port of the board. */
  | { readonly op: 'udp/bind'; readonly socket: SocketNumber; readonly address: string; readonly port: number }
  /** The board joins a multicast group through the interface that has an address, or through all (`0.0.0.0`). */
  | { readonly op: 'udp/join'; readonly group: string; readonly through: string }
  /** Who has joined the board's access point. */
  | { readonly op: 'ap/stations' }
  /** Answered when every command before it has been carried out. */
  | { readonly op: 'settle' };

export interface CallReplies {
  resolve: { readonly errno: number } | { readonly address: string };
  'wifi/scan': { readonly networks: readonly ScannedNetwork[] };
  /** `errno` 0 if it worked. */
  'tcp/listen': { readonly errno: number };
  'tcp/accept': { readonly errno: number } | { readonly address: string; readonly port: number };
  'udp/open': Readonly<Record<never, never>>;
  'udp/bind': { readonly errno: number };
  'udp/join': { readonly errno: number };
  'ap/stations': { readonly macs: readonly Uint8Array[] };
  settle: Readonly<Record<never, never>>;
}

export interface ScannedNetwork {
  /** Empty if the network does not tell its name. */
  readonly ssid: Uint8Array;
  readonly bssid: Uint8Array;
  readonly channel: number;
  readonly rssi: number;
  /** AUTH_ constant of the network module. */
  readonly security: number;
}

/** What others see of a board's own access point. */
export interface AccessPointSettings {
  readonly ssid: string;
  readonly key: string;
  /** AUTH_ constant of the network module. */
  readonly security: number;
  readonly channel: number;
  readonly hidden: boolean;
  readonly maxClients: number;
}

/** Requests whose effect is read from shared memory. */
export type Command =
  | { readonly op: 'kick' }
  /** A VM stands before its first line of Python, after power-on or a soft reset. */
  | ({ readonly op: 'ready' } & VmWords)
  /** Opens a TCP connection; `memory.connection` tells how it goes, `memory.error` why it failed. */
  | {
      readonly op: 'tcp/connect';
      readonly socket: SocketNumber;
      readonly memory: SharedArrayBuffer;
      readonly address: string;
      readonly port: number;
      /** The board's port that the socket is bound to; 0: any. */
      readonly from: number;
    }
  /** The VM has made room in a ring whose reading was paused. */
  | { readonly op: 'tcp/resume'; readonly socket: SocketNumber }
  /** Lets go of the next client of a listener, for which the board has no descriptor. */
  | { readonly op: 'tcp/turnAway'; readonly listener: SocketNumber }
  /** Closes after what was sent has gone; `reset` sends RST instead of FIN, as lwIP does when unread data is thrown away. */
  | { readonly op: 'close'; readonly socket: SocketNumber; readonly reset: boolean }
  | { readonly op: 'wifi/active'; readonly active: boolean }
  | { readonly op: 'wifi/connect'; readonly ssid: string; readonly key: string; readonly bssid?: Uint8Array }
  | { readonly op: 'wifi/disconnect' }
  /** How often the driver tries again after a failure; -1: for ever. */
  | { readonly op: 'wifi/reconnects'; readonly count: number }
  /** The program gives the station its addresses; absent: DHCP does again. */
  | { readonly op: 'wifi/addresses'; readonly fixed?: InterfaceAddresses }
  | { readonly op: 'wifi/nameServer'; readonly address: string }
  /** Turns the board's own access point on or off. */
  | { readonly op: 'ap/active'; readonly active: boolean }
  | { readonly op: 'ap/configure'; readonly settings: AccessPointSettings }
  | { readonly op: 'ap/addresses'; readonly addresses: InterfaceAddresses }
  /** Starts timer `timer`; when it falls due `BoardMemory.takeTimersDue` gives it. */
  | { readonly op: 'timer/start'; readonly timer: number; readonly periodMs: number; readonly repeat: boolean }
  | { readonly op: 'timer/stop'; readonly timer: number }
  /** The VM has gone, and a new one follows: its sockets and timers go too. */
  | { readonly op: 'reset/soft' }
  /** The chip resets, after some time if it sleeps until then. The worker does nothing more. */
  | { readonly op: 'reset/hard'; readonly cause: ResetCause; readonly sleep?: DeepSleep }
  /** What a hard reset leaves as it is has changed; what is not named has not. */
  | { readonly op: 'retain'; readonly changed: RetainedState }
  /** Starts the watchdog, again with another patience if it runs; from then on it is fed through shared memory. */
  | { readonly op: 'watchdog/start'; readonly timeoutMs: number }
  /** Something that the user should know and that no output of the board says. */
  | { readonly op: 'notice'; readonly key: string; readonly notice: Notice }
  /** The program looks for input and there is none: what it has written is to go out now, as somebody may wait for it. */
  | { readonly op: 'output/flush' }
  /** This computer could not write what the program wrote to the board's flash. */
  | { readonly op: 'flash/failed'; readonly reason: string }
  /** The board is at its prompt and takes the script that was asked for. */
  | { readonly op: 'script/taken' }
  /** The script has ended; the board then goes on to its prompt. */
  | { readonly op: 'script/ended'; readonly result: RunResult }
  /** The program that the worker was started with is over. */
  | { readonly op: 'ended'; readonly result: RunResult };

/** Where the VM's memory has what the I/O thread looks at and pokes, as byte addresses. */
export interface VmWords {
  readonly heap: SharedArrayBuffer;
  /** MicroPython's 16-bit scheduler state. */
  readonly schedulerState: number;
  /** The character that interrupts, a 32-bit word; -1 while none does. */
  readonly interruptCharacter: number;
  /** Where MicroPython describes its heap: the place and size of the allocation table. */
  readonly heapArea: number;
  /** How much of the heap holds what a board has in flash. */
  readonly flashBytes: number;
}

/** What a hard reset leaves as it is: the part of the chip that runs on. What is in its flash is in the image. */
export interface RetainedState {
  /** What `commonNowMs` was at the start of 2000 on the board's clock; absent: the clock starts anew. */
  readonly clockStartMs?: number;
  /** All of it, a part of the VM's shared memory if the script has got it; and how much of it `RTC.memory` stored. */
  readonly rtcMemory?: { readonly bytes: Uint8Array; readonly length: number };
  /** What ended the deep sleep before this life; absent if it was the timer, or there was none. */
  readonly wokenBy?: Wake | undefined;
}

/** How a deep sleep ends. */
export interface DeepSleep {
  /** Absent: no timer wakes the board. */
  readonly forMs?: number;
  /** What of its pins wakes it. */
  readonly wakes: readonly Wake[];
}

/** What ends a sleep. */
export type Wake = PinWake | TouchWake;

/** Levels: of one of some pins, or of all of them together. */
export interface PinWake {
  readonly kind: 'level';
  readonly pins: readonly number[];
  readonly level: 0 | 1;
  readonly needs: 'any' | 'all';
  /** What `machine.wake_reason` then tells. */
  readonly reason: number;
}

/** A finger on one of some touch pads: one reads less than its threshold. */
export interface TouchWake {
  readonly kind: 'touch';
  readonly pads: readonly { readonly pin: number; readonly threshold: number }[];
  readonly reason: number;
}

/** What a touch pad reads to which nothing was wired. */
export const UNTOUCHED_READING = 600;

/** What is at the pins; undefined where nothing is wired. */
export interface PinReadings {
  level(pin: number): 0 | 1 | undefined;
  touch(pin: number): number | undefined;
}

export function isWoken(wake: Wake, readings: PinReadings): boolean {
  if (wake.kind === 'touch') return wake.pads.some(({ pin, threshold }) => (readings.touch(pin) ?? UNTOUCHED_READING) < threshold);
  const isMet = (pin: number): boolean => readings.level(pin) === wake.level;
  return wake.needs === 'any' ? wake.pins.some(isMet) : wake.pins.every(isMet);
}

export type FromVm = Command | { readonly op: 'call'; readonly id: number; readonly call: Call };

export type ToVm =
  | { readonly kind: 'reply'; readonly id: number; readonly reply: CallReplies[keyof CallReplies] }
  /** Bytes for the console. */
  | { readonly kind: 'input'; readonly bytes: Uint8Array }
  /** Runs a script after a soft reset, as soon as the board is at its prompt. */
  | { readonly kind: 'run'; readonly script: Script };

/** What a board does after power-on or a hard reset. */
export interface BoardProgram {
  /** `boot`: boot.py, then main.py; `script`: boot.py, then the script; `prompt`: neither. */
  readonly start: 'boot' | 'script' | 'prompt';
  /** Whether the board is then at its prompt, on its serial line, or has come to its end. */
  readonly then: 'prompt' | 'end';
  /** Lies in the board's file system under its name. */
  readonly script?: Script;
  /** Absolute path of the folder that the board sees as its file system; absent: it has none. */
  readonly folder?: string;
}

/** What a VM worker is started with (its `workerData`). */
export interface VmStart {
  readonly program: BoardProgram;
  readonly resetCause: ResetCause;
  readonly retained: RetainedState;
  /** Whether the board was on before: its serial line then shows that it starts. */
  readonly wasOn: boolean;
  /** MAC address of the station; the access point's is the next one. */
  readonly mac: Uint8Array;
  readonly boardName: BoardName;
  readonly heapSizeBytes: number;
  /** Absolute path of the relinked VM; the board's frozen modules lie beside it, in `modules/`. */
  readonly wasmPath: string;
  /** The compiled module, when the process has compiled it already. */
  readonly module?: WebAssembly.Module;
  readonly board: SharedArrayBuffer;
  readonly outbox: SharedArrayBuffer;
  /** Where the board keeps what programs write to its flash; absent: nowhere. */
  readonly flash?: ImagePlace;
}

export interface NetworkConfiguration {
  readonly policy: NetworkPolicy;
  readonly aliases: readonly NameAlias[];
}
