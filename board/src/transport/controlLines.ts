/**
 * The two control lines of a serial port, DTR and RTS, as plain steps: what to set, and for how long. On a board with a USB bridge they
 * drive two transistors: RTS alone holds the chip in reset, DTR alone pulls the pin that is asked at reset whether to start the program or
 * the loader, and both on, or both off, let it run. So a wire goes from one rest to the other by way of DTR alone, and every step states
 * both lines. What a step does to a port is not known here but through `LinePort`.
 */
import { after, inTime } from '../timing';
import type { ControlLines } from './transport';

export interface LineStates {
  readonly dtr: boolean;
  readonly rts: boolean;
}

export interface LineStep extends LineStates {
  /** How long the lines stay like that before the next step. */
  readonly holdMs: number;
}

/** What is at the other end of the USB cable, as far as its control lines go. */
export type LineKind =
  /** A converter whose lines may lead to reset and boot pin, or a port of which nothing is known. */
  | 'bridge'
  /** The converter inside an ESP32-C3, C6, H2 or S3: the chip itself takes the lines for reset and boot pin. */
  | 'usbSerialJtag'
  /** A USB port that the firmware serves: it sends only while DTR is on, and nothing can reset it. */
  | 'nativeUsb';

/** What has control lines. */
export interface LinePort {
  set(states: LineStates): Promise<void>;
}

const NEITHER: LineStates = { dtr: false, rts: false };
const BOTH: LineStates = { dtr: true, rts: true };
const BOOT_PIN_ALONE: LineStates = { dtr: true, rts: false };
const RESET_ALONE: LineStates = { dtr: false, rts: true };

/** A driver may take its time to pass a change on; two changes at once could be seen as one, or in the other order. */
const SETTLE_MS = 10;
const RESET_MS = 100;
/** The chip's own converter passes a change on with its next poll over USB. */
const USB_RESET_MS = 200;

export function openingSteps(mode: ControlLines, kind: LineKind): readonly LineStep[] {
  const rest = restOf(mode);
  // MicroPython's own USB port on an ESP32 goes to the loader when DTR alone follows RTS alone, whoever left it so: no detour there.
  if (kind === 'nativeUsb') return [hold(rest)];
  return passedOn(kind, [hold(BOOT_PIN_ALONE), hold(rest)]);
}

/** Both lines off, so that the next program that opens the port, and every converter, finds them as after plugging in. */
export function closingSteps(mode: ControlLines, kind: LineKind): readonly LineStep[] {
  if (restOf(mode) === NEITHER) return [];
  if (kind === 'nativeUsb') return [hold(NEITHER)];
  return passedOn(kind, [hold(BOOT_PIN_ALONE), hold(NEITHER)]);
}

/** undefined: the lines of such a port reset nothing. */
export function resetSteps(mode: ControlLines, kind: LineKind): readonly LineStep[] | undefined {
  if (kind === 'nativeUsb') return undefined;
  return passedOn(kind, [hold(RESET_ALONE, kind === 'usbSerialJtag' ? USB_RESET_MS : RESET_MS), hold(restOf(mode))]);
}

function restOf(mode: ControlLines): LineStates {
  return mode === 'bothOff' ? NEITHER : BOTH;
}

function hold(states: LineStates, holdMs = SETTLE_MS): LineStep {
  return { ...states, holdMs };
}

/**
 * Windows' driver for such ports sends DTR only when RTS is set after it, and the serial library sets RTS first: each step is taken twice.
 */
function passedOn(kind: LineKind, steps: readonly LineStep[]): readonly LineStep[] {
  return kind === 'usbSerialJtag' ? steps.flatMap((step) => [{ ...step, holdMs: 0 }, step]) : steps;
}

/** How long a driver may take for one step. */
const STEP_MS = 2000;

/** Takes the steps on a port, one after the other; rejects when the port refuses one or does not answer. */
export async function takeSteps(port: LinePort, steps: readonly LineStep[], { signal, stepMs = STEP_MS }: StepOptions = {}): Promise<void> {
  for (const { dtr, rts, holdMs } of steps) {
    signal?.throwIfAborted();
    await inTime(port.set({ dtr, rts }), stepMs, () => new Error(`The control lines did not answer within ${stepMs / 1000} s.`));
    if (holdMs > 0) await after(holdMs);
  }
}

export interface StepOptions {
  /** Ends it between two steps. */
  readonly signal?: AbortSignal | undefined;
  readonly stepMs?: number;
}
