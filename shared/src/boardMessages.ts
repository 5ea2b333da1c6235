/**
 * What passes between the extension host and the Board view. The view holds no truth: each message to it is a whole picture of
 * the board, which is small, and what the user does there comes back as a wish.
 */
import type { HeapState, OpenSocket, RadioState } from './boardState';
import type { PinInput, PinState, PinWiring } from './pins';
import type { ResetCause } from './run';

export interface BoardPicture {
  /** E.g. `Simulated ESP32`. */
  readonly name: string;
  readonly activity: BoardActivity;
  /** Those that are used, by number. */
  readonly pins: readonly BoardPin[];
  readonly strips: readonly LedStrip[];
  readonly radio: RadioState;
  readonly heap?: HeapState;
  /** Why it began anew the last time. */
  readonly resetCause: ResetCause;
  readonly sockets: readonly OpenSocket[];
}

export type BoardActivity =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' | 'running' | 'stopping'; readonly script: string }
  /** It is on without a script of ours: it waits at its prompt, or runs what it booted with or was typed there. */
  | { readonly kind: 'prompt' | 'busy' };

export interface BoardPin extends PinState {
  readonly wired: PinWires;
}

/** What is wired to a pin, of each kind. */
export interface PinWires {
  readonly level?: 0 | 1;
  readonly millivolts?: number;
  readonly touch?: number;
  /** Something is held there only as long as the user holds it. */
  readonly isHeld: boolean;
}

/** LEDs one behind the other, as they were told last; 0xRRGGBB each. */
export interface LedStrip {
  readonly pin: number;
  readonly colors: readonly number[];
}

export type ToBoardView = { readonly kind: 'board'; readonly board: BoardPicture };

export type BoardCommand = 'run' | 'stop' | 'openPrompt' | 'reset' | 'switchOff';

export type FromBoardView =
  | { readonly kind: 'ready' }
  /** The last picture is on the screen; the next one may come. */
  | { readonly kind: 'shown' }
  | ({ readonly kind: 'wire' } & PinWiring)
  /** As `wire`, until `letGo`: then it is as it was before. */
  | { readonly kind: 'hold'; readonly pin: number; readonly input: PinInput }
  | { readonly kind: 'letGo'; readonly pin: number }
  | { readonly kind: 'command'; readonly command: BoardCommand }
  /** Show what went over this socket. */
  | { readonly kind: 'showSocket'; readonly socket: number };
