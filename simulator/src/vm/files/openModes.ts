/** The mode of `open` as each file system reads it: littlefs refuses two ways to open a file, FAT takes all that are named. */
import type { OpenMode } from './fileSystem';

const NOTHING: OpenMode = { reads: false, writes: false, creates: false, isExclusive: false, truncates: false, appends: false };
const READ: OpenMode = { ...NOTHING, reads: true };
const WRITE: OpenMode = { ...NOTHING, writes: true, creates: true };
const MODES: Readonly<Record<string, OpenMode>> = {
  r: READ,
  w: { ...WRITE, truncates: true },
  x: { ...WRITE, isExclusive: true },
  a: { ...WRITE, appends: true },
};

/** Undefined if the mode names two ways to open. Characters that mean nothing are passed over. */
export function readLittlefsMode(text: string): OpenMode | undefined {
  let mode: OpenMode | undefined;
  for (const character of text) {
    if (character === '+') mode = { ...(mode ?? READ), reads: true, writes: true };
    const way = MODES[character];
    if (way && mode) return undefined;
    mode ??= way;
  }
  return mode ?? READ;
}

/** A mode that names no way opens a file that can be neither read nor written. */
export function readFatMode(text: string): OpenMode {
  let mode = NOTHING;
  for (const character of text) {
    const way = character === '+' ? { ...NOTHING, reads: true, writes: true } : (MODES[character] ?? NOTHING);
    mode = {
      reads: mode.reads || way.reads,
      writes: mode.writes || way.writes,
      creates: mode.creates || way.creates,
      isExclusive: mode.isExclusive || way.isExclusive,
      truncates: mode.truncates || way.truncates,
      appends: mode.appends || way.appends,
    };
  }
  return mode;
}
