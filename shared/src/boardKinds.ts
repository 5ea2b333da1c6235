/**
 * The boards that can be simulated, by the names under which MicroPython's firmware for them is built: what they say of
 * themselves and how much memory they have. In all else they are the same board.
 */
export interface BoardKind {
  /** As `os.uname().machine` and the banner of the prompt name it. */
  readonly machine: string;
  /** What a script can have at most, Wi-Fi being off: the heap when MicroPython starts, and the largest block that it can get then. */
  readonly heapSizeBytes: number;
  /** External memory; the heap then lies in it, and drivers in the chip's own. */
  readonly psramBytes: number;
  /** Pins that are not there for scripts. */
  readonly reservedPins: readonly number[];
}

const KB = 1024;
const INITIAL_HEAP_BYTES = 56 * KB;

export const BOARD_KINDS = {
  ESP32_GENERIC: {
    machine: 'Generic ESP32 module with ESP32',
    heapSizeBytes: 160 * KB,
    psramBytes: 0,
    reservedPins: [],
  },
  'ESP32_GENERIC-SPIRAM': {
    machine: 'Generic ESP32 module with SPIRAM with ESP32',
    // The chip's allocator finds blocks by classes, which in the upper half of 4 MB are 64 KB apart: 63 of them are what it has.
    heapSizeBytes: INITIAL_HEAP_BYTES + 63 * 64 * KB,
    psramBytes: 4 * KB * KB,
    // The memory is connected to them.
    reservedPins: [16, 17],
  },
} as const satisfies Readonly<Record<string, BoardKind>>;

export type BoardName = keyof typeof BOARD_KINDS;

export const DEFAULT_BOARD: BoardName = 'ESP32_GENERIC';

export function isBoardName(text: unknown): text is BoardName {
  return typeof text === 'string' && Object.hasOwn(BOARD_KINDS, text);
}

export function boardKind(name: BoardName = DEFAULT_BOARD): BoardKind {
  return BOARD_KINDS[name];
}
