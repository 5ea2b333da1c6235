/**
 * Which line of the user's files called the native function that runs. The relinked VM keeps the code states that are under way
 * (simulator/firmware/callFrames.ts); the line is told from where one stands in its bytecode, as MicroPython's py/vm.c does for a
 * traceback, and also where that names a later one (simulator/firmware/sourceLines.ts). Where a line cannot be known there is no
 * place, never a likely one.
 */
import type { Image } from './image';
import type { Objects } from './objects';

/** Byte offsets in mp_code_state_t, mp_obj_fun_bc_t and mp_module_context_t. */
const CodeState = { fun: 0, position: 4 } as const;
const Fun = { context: 4, bytecode: 12 } as const;
/** The names that a module's code uses; the first is its file's. */
const NAMES_OFFSET = 8;

export interface CallPlace {
  /** Counts from 1 within the life of the VM. */
  readonly file: number;
  /** From 1. */
  readonly line: number;
}

interface KnownFile {
  readonly number: number;
  readonly name: string;
  /** Whether it can be a file at all: what is typed, and what `exec` is given, has a name such as `<stdin>`. */
  readonly isFile: boolean;
}

export interface CallPlacesSetup {
  readonly image: () => Image;
  readonly objects: () => Objects;
  /** Whether a file is of the firmware and not of the user. */
  readonly isFirmware: (file: string) => boolean;
  /** A file that was not met before. */
  readonly onFile: (number: number, name: string) => void;
}

export class CallPlaces {
  /** By the number of the name as an interned string. */
  private readonly files = new Map<number, KnownFile>();

  constructor(private readonly setup: CallPlacesSetup) {}

  /** The innermost line of the user's files, whatever the firmware's modules do in between. */
  latest(): CallPlace | undefined {
    const image = this.setup.image();
    const frames = image.exports.call_frames.value;
    for (let entry = frames + image.word(frames); entry > frames; entry -= 4) {
      const codeState = image.word(entry);
      // Nobody called, or it is not known who did.
      if (codeState === 0) return undefined;
      const fun = image.word(codeState + CodeState.fun);
      const names = image.word(image.word(fun + Fun.context) + NAMES_OFFSET);
      const file = this.file(image.u16[names >>> 1] ?? 0);
      if (!file.isFile || this.setup.isFirmware(file.name)) continue;
      const line = lineOf(image, image.word(fun + Fun.bytecode), image.word(codeState + CodeState.position));
      return line === undefined ? undefined : { file: file.number, line };
    }
    return undefined;
  }

  private file(name: number): KnownFile {
    let file = this.files.get(name);
    if (file === undefined) {
      const objects = this.setup.objects();
      const text = objects.text(objects.qstr(name));
      file = { number: this.files.size + 1, name: text, isFile: text !== '' && !text.startsWith('<') };
      this.files.set(name, file);
      if (file.isFile) this.setup.onFile(file.number, text);
    }
    return file;
  }
}

/** The line of a position in a function's code; undefined for code that was compiled without lines. */
function lineOf({ u8 }: Image, bytecode: number, position: number): number | undefined {
  const byte = (address: number): number => u8[address] ?? 0;
  let at = bytecode;
  // The signature: bits of six numbers, of which those of the arguments are wanted, which have a name each.
  let bits = byte(at++);
  let argumentCount = bits & 3;
  let keywordCount = 0;
  for (let shift = 0; (bits & 0x80) !== 0; shift++) {
    bits = byte(at++);
    argumentCount |= (bits & 4) << shift;
    keywordCount |= ((bits & 8) >> 3) << shift;
  }
  let infoLength = 0;
  let cellCount = 0;
  for (let shift = 0, more = true; more; shift++) {
    bits = byte(at++);
    cellCount |= (bits & 1) << shift;
    infoLength |= ((bits & 0x7e) >> 1) << (6 * shift);
    more = (bits & 0x80) !== 0;
  }
  const infoEnd = at + infoLength;
  for (let names = 1 + argumentCount + keywordCount; names > 0; names--) {
    while ((byte(at++) & 0x80) !== 0);
  }
  if (at >= infoEnd) return undefined;

  let rest = position - (infoEnd + cellCount);
  let line = 1;
  let linesBack = 0;
  // An entry: so much code, then so many lines. One without both is a bit of how far the code is before the table's line.
  const next = (): { readonly codeLength: number; readonly lines: number; readonly bit: 0 | 1 } => {
    const first = byte(at++);
    if ((first & 0x80) === 0) return { codeLength: first & 0x1f, lines: first >> 5, bit: 0 };
    return { codeLength: first & 0xf, lines: ((first << 4) & 0x700) | byte(at++), bit: 1 };
  };
  while (at < infoEnd) {
    const { codeLength, lines, bit } = next();
    if (rest < codeLength) break;
    rest -= codeLength;
    line += lines;
    if (lines > 0) linesBack = 0;
    else if (codeLength === 0) linesBack = gammaCode(bit, () => (at < infoEnd ? next().bit : 1)) - 1;
  }
  return line - linesBack;
}

/** A number in Elias' gamma code: as many zeros as its binary form has digits behind the first, then that form. */
function gammaCode(firstBit: 0 | 1, nextBit: () => 0 | 1): number {
  let digits = 0;
  for (let bit = firstBit; bit === 0; bit = nextBit()) digits++;
  let value = 1;
  for (; digits > 0; digits--) value = 2 * value + nextBit();
  return value;
}
