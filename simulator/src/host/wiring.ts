/** What is wired to the pins of a board. It is of the surroundings: it stays when the board resets or is switched off. */
import { isPin, type PinWiring } from '../../../shared/src';

export class Wiring {
  /** The last of each kind for each pin. */
  private readonly wires = new Map<string, PinWiring>();

  constructor(initial: readonly PinWiring[]) {
    for (const wiring of initial) this.set(wiring);
  }

  set(wiring: PinWiring): void {
    if (isPin(wiring.pin)) this.wires.set(`${wiring.pin} ${wiring.input.kind}`, wiring);
  }

  /** The level that a pin is held at, if something holds it. */
  level(pin: number): 0 | 1 | undefined {
    const input = this.wires.get(`${pin} level`)?.input;
    return input?.kind === 'level' ? input.level : undefined;
  }

  /** What a touch pad reads, if something was wired to it. */
  touch(pin: number): number | undefined {
    const input = this.wires.get(`${pin} touch`)?.input;
    return input?.kind === 'touch' ? input.reading : undefined;
  }

  get all(): readonly PinWiring[] {
    return [...this.wires.values()];
  }
}
