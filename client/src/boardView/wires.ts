/**
 * What the user has wired to the board's pins in the Board view. Something may be held there for a moment, as a button is; when
 * it is let go, what was wired before is wired again.
 */
import type { PinInput, PinWires, PinWiring } from '../../../shared/src';

export class Wires {
  private readonly wired = new Map<string, PinInput>();
  private readonly held = new Map<number, PinInput>();

  /** `apply` really wires. */
  constructor(private readonly apply: (wiring: PinWiring) => void) {}

  wire({ pin, input }: PinWiring): void {
    this.wired.set(keyOf(pin, input.kind), input);
    // What is held shows until it is let go.
    if (this.held.get(pin)?.kind !== input.kind) this.apply({ pin, input });
  }

  hold(pin: number, input: PinInput): void {
    this.letGo(pin);
    this.held.set(pin, input);
    this.apply({ pin, input });
  }

  letGo(pin: number): void {
    const held = this.held.get(pin);
    if (!held) return;
    this.held.delete(pin);
    this.apply({ pin, input: this.wired.get(keyOf(pin, held.kind)) ?? nothing(held.kind) });
  }

  letGoAll(): void {
    for (const pin of [...this.held.keys()]) this.letGo(pin);
  }

  /** What is wired to a pin to stay, whatever is held there at the moment. */
  of(pin: number): PinWires {
    const level = this.wired.get(keyOf(pin, 'level'));
    const analog = this.wired.get(keyOf(pin, 'analog'));
    const touch = this.wired.get(keyOf(pin, 'touch'));
    return {
      isHeld: this.held.has(pin),
      ...(level?.kind === 'level' && level.level !== undefined ? { level: level.level } : {}),
      ...(analog?.kind === 'analog' && analog.millivolts !== undefined ? { millivolts: analog.millivolts } : {}),
      ...(touch?.kind === 'touch' && touch.reading !== undefined ? { touch: touch.reading } : {}),
    };
  }
}

function keyOf(pin: number, kind: PinInput['kind']): string {
  return `${pin} ${kind}`;
}

function nothing(kind: PinInput['kind']): PinInput {
  switch (kind) {
    case 'level':
      return { kind, level: undefined };
    case 'analog':
      return { kind, millivolts: undefined };
    case 'touch':
      return { kind, reading: undefined };
  }
}
