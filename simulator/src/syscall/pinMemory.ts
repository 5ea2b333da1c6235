/**
 * What is wired to the board's pins, in words that the I/O thread writes and the VM worker reads: a script that computes
 * sees a new level without a hand-over. Changes of levels also go through a ring, so that a press of a button that is over
 * before the script looks is two edges and not none. If more change than the ring holds, the last levels are right.
 */
import { isPin, PIN_COUNT, type PinWiring } from '../../../shared/src';

/** Words hold a value plus one; 0 means that nothing is wired. */
const Word = { levels: 0, millivolts: PIN_COUNT, touch: 2 * PIN_COUNT, written: 3 * PIN_COUNT, read: 3 * PIN_COUNT + 1 } as const;
const RING = 3 * PIN_COUNT + 2;
const RING_SLOTS = 64;

export const PIN_MEMORY_WORDS = RING + RING_SLOTS;

export interface LevelChange {
  readonly pin: number;
  readonly level: 0 | 1 | undefined;
}

export class PinMemory {
  constructor(private readonly words: Int32Array) {}

  // --- I/O thread ---

  wire({ pin, input }: PinWiring): void {
    if (!isPin(pin)) return;
    if (input.kind === 'analog') this.store(Word.millivolts + pin, input.millivolts);
    else if (input.kind === 'touch') this.store(Word.touch + pin, input.reading);
    else this.setLevel(pin, input.level);
  }

  private setLevel(pin: number, level: 0 | 1 | undefined): void {
    this.store(Word.levels + pin, level);
    const written = Atomics.load(this.words, Word.written);
    if (written - Atomics.load(this.words, Word.read) < RING_SLOTS) {
      this.words[RING + (written % RING_SLOTS)] = pin | (wordOf(level) << 8);
    }
    // Counted although it may not have fitted: that is how the reader knows.
    Atomics.store(this.words, Word.written, written + 1);
  }

  // --- VM worker ---

  get hasChanges(): boolean {
    return Atomics.load(this.words, Word.written) !== Atomics.load(this.words, Word.read);
  }

  /** The changes since the last call, in their order. */
  takeChanges(): readonly LevelChange[] {
    const first = Atomics.load(this.words, Word.read);
    const written = Atomics.load(this.words, Word.written);
    const fitting = Math.min(written - first, RING_SLOTS);
    const changes: LevelChange[] = [];
    for (let i = first; i < first + fitting; i++) {
      const entry = this.words[RING + (i % RING_SLOTS)] ?? 0;
      changes.push({ pin: entry & 0xff, level: levelOf(entry >> 8) });
    }
    // What did not fit has left its trace in the levels.
    if (written - first > RING_SLOTS) for (let pin = 0; pin < PIN_COUNT; pin++) changes.push({ pin, level: this.level(pin) });
    Atomics.store(this.words, Word.read, written);
    return changes;
  }

  level(pin: number): 0 | 1 | undefined {
    return levelOf(Atomics.load(this.words, Word.levels + pin));
  }

  millivolts(pin: number): number | undefined {
    return this.load(Word.millivolts + pin);
  }

  touch(pin: number): number | undefined {
    return this.load(Word.touch + pin);
  }

  private store(word: number, value: number | undefined): void {
    Atomics.store(this.words, word, wordOf(value));
  }

  private load(word: number): number | undefined {
    const value = Atomics.load(this.words, word);
    return value === 0 ? undefined : value - 1;
  }
}

function wordOf(value: number | undefined): number {
  return value === undefined ? 0 : Math.max(0, Math.round(value)) + 1;
}

function levelOf(word: number): 0 | 1 | undefined {
  return word === 0 ? undefined : word === 1 ? 0 : 1;
}
