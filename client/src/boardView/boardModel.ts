/**
 * The truth behind the Board view: the last that the board has told of its pins, LEDs, radio, heap and sockets, what the user
 * has wired to it, and what it does. Everything is bounded by what a board can have. Knows no VS Code.
 */
import {
  type BoardActivity,
  type BoardPicture,
  type Disposable,
  Emitter,
  type HeapState,
  type LedStrip,
  type OpenSocket,
  type PinInput,
  type PinState,
  type PinWiring,
  type RadioState,
  type ResetCause,
  type RunEvent,
} from '../../../shared/src';
import type { ControllerState } from '../runController';
import { stripColors } from './stripColors';
import { Wires } from './wires';

const SILENT: RadioState = { station: { kind: 'off' } };

export class BoardModel implements Disposable {
  private readonly changed = new Emitter<void>();
  private readonly wires: Wires;
  private readonly pins = new Map<number, PinState>();
  private readonly strips = new Map<number, LedStrip>();
  private radio = SILENT;
  private heap: HeapState | undefined;
  private sockets: readonly OpenSocket[] = [];
  private resetCause: ResetCause = 'powerOn';
  private isOn = false;
  private isAtPrompt = false;
  private run: ControllerState = { kind: 'idle' };

  readonly onDidChange = this.changed.event;

  /** `wire` really wires something to the board. */
  constructor(
    private readonly name: string,
    wire: (wiring: PinWiring) => void,
  ) {
    this.wires = new Wires(wire);
  }

  get picture(): BoardPicture {
    const pins = [...this.pins.values()].sort((one, other) => one.pin - other.pin);
    return {
      name: this.name,
      activity: this.activity,
      pins: pins.map((state) => ({ ...state, wired: this.wires.of(state.pin) })),
      strips: [...this.strips.values()].sort((one, other) => one.pin - other.pin),
      radio: this.radio,
      ...(this.heap ? { heap: this.heap } : {}),
      resetCause: this.resetCause,
      sockets: this.sockets,
    };
  }

  powerChanged(isOn: boolean): void {
    this.isOn = isOn;
    this.forget();
    this.changed.fire();
  }

  runChanged(state: ControllerState): void {
    this.run = state;
    this.changed.fire();
  }

  happened(event: RunEvent): void {
    if (this.take(event)) this.changed.fire();
  }

  wire(wiring: PinWiring): void {
    this.wires.wire(wiring);
    this.changed.fire();
  }

  hold(pin: number, input: PinInput): void {
    this.wires.hold(pin, input);
    this.changed.fire();
  }

  letGo(pin: number): void {
    this.wires.letGo(pin);
    this.changed.fire();
  }

  letGoAll(): void {
    this.wires.letGoAll();
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Whether the event says something of the board. */
  private take(event: RunEvent): boolean {
    switch (event.kind) {
      case 'pin': {
        const { kind: _kind, timeMs: _timeMs, ...state } = event;
        this.pins.set(event.pin, state);
        return true;
      }
      case 'neopixel':
        this.strips.set(event.pin, { pin: event.pin, colors: stripColors(event.colors) });
        return true;
      case 'wifi':
        this.radio = { station: event.station, ...(event.accessPoint ? { accessPoint: event.accessPoint } : {}) };
        return true;
      case 'memory':
        this.heap = { usedBytes: event.usedBytes, totalBytes: event.totalBytes };
        return true;
      case 'sockets':
        this.sockets = event.sockets;
        return true;
      case 'prompt':
        this.isAtPrompt = event.isWaiting;
        return true;
      case 'reset':
        // A soft reset leaves pins and radio as they are.
        if (event.cause !== 'soft') this.forget();
        this.resetCause = event.cause;
        return true;
      case 'state':
        // The board is switched off and on again.
        if (event.state === 'starting') this.forget();
        return event.state === 'starting';
      case 'output':
      case 'records':
      case 'listening':
      case 'notice':
        return false;
    }
  }

  private get activity(): BoardActivity {
    if (this.run.kind !== 'idle') return { kind: this.run.kind, script: this.run.request.script.name };
    if (!this.isOn) return { kind: 'off' };
    return { kind: this.isAtPrompt ? 'prompt' : 'busy' };
  }

  /** A board begins with all pins unused and everything switched off. What is wired to it stays. */
  private forget(): void {
    this.pins.clear();
    this.strips.clear();
    this.radio = SILENT;
    this.heap = undefined;
    this.sockets = [];
    this.isAtPrompt = false;
    this.resetCause = 'powerOn';
  }
}
