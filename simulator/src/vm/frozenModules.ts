/**
 * The board's frozen modules: those of its firmware that are written in Python. They lie in a folder beside the VM, are
 * found under `.frozen` in `sys.path` and nowhere else (no file call knows them), and are named in tracebacks as on a
 * board, without that prefix. The VM asks here instead of in its own list. A module's text is read when it is imported
 * and stays outside the heap. What the compiler makes of it lies in the heap, where a board has it in flash: the heap is
 * larger by that, and a reserve holds the room until a module takes it, so that a script finds as much free as on a board.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Image } from './image';

/** mp_import_stat_t of MicroPython's py/builtinimport.c. */
const ImportStat = { missing: 0, folder: 1, file: 2 } as const;
/** Kinds of frozen modules of MicroPython's py/frozenmod.h. */
const FrozenKind = { none: 0, source: 1 } as const;

/** Bytes of compiled code for a byte of source, without the dicts and function objects that a board has in its heap too. */
const CODE_PER_SOURCE_BYTE = 0.4;
const HEAP_BLOCK_BYTES = 16;
/** At most so much do the names of native modules take, which a board has in flash. */
const NATIVE_NAMES_BYTES = 12 * 1024;
/** Modules of a board's firmware that are not simulated: a script that imports one gets ImportError. */
const ABSENT_MODULES: readonly string[] = [
  ...['_espnow', '_thread', '_webrepl', 'aioespnow', 'bluetooth', 'btree', 'espnow', 'upysh', 'webrepl', 'webrepl_setup'],
];

export class FrozenModules {
  private allNames: readonly string[] | undefined;
  private allBytes: number | undefined;
  /** What was imported, by file: where its text lies. */
  private readonly texts = new Map<string, { readonly address: number; readonly length: number }>();
  /** Address of the word that holds the reserve; 0 before there is one. */
  private reserveSlot = 0;
  private reserveBytes = 0;

  /**
   * `image` is a function because the image is made with `find` as an import; `onAbsent` is called when a module is asked for
   * that a board has and this one does not.
   */
  constructor(
    private readonly folder: string,
    private readonly image: () => Image,
    private readonly onAbsent: (module: string) => void,
  ) {}

  /** The files, such as `ntptime.py` and `umqtt/simple.py`. */
  get names(): readonly string[] {
    this.allNames ??= fs
      .readdirSync(this.folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => name.split(path.sep).join('/'))
      .sort();
    return this.allNames;
  }

  /**
   * How much of the heap would be flash on a board: the code of all modules, the names of the native ones, and a block that is
   * always left of the reserve.
   */
  get flashBytes(): number {
    const size = (name: string): number => codeBytes(fs.statSync(path.join(this.folder, name)).size);
    this.allBytes ??= this.names.reduce((sum, name) => sum + size(name), NATIVE_NAMES_BYTES + HEAP_BLOCK_BYTES);
    return this.allBytes;
  }

  /** Whether a module of the firmware was imported from that file. */
  hasLoaded(file: string): boolean {
    return this.texts.has(file);
  }

  /** Makes room for the names of native modules: interning them has taken so much of the heap. */
  giveToNames(sizeBytes: number): void {
    this.shrinkReserve(Math.min(NATIVE_NAMES_BYTES, sizeBytes));
  }

  /** Takes the room for code out of the heap. `slot` is the address of a word that the collector scans. */
  holdReserve(slot: number): void {
    const image = this.image();
    this.reserveBytes = this.flashBytes;
    this.reserveSlot = slot;
    const block = image.exports.m_malloc(this.reserveBytes);
    image.bytes(block, this.reserveBytes).fill(0);
    image.setWord(slot, block);
  }

  /**
   * What the VM asks about a name (address of a string): whether there is such a file or folder. With `kindAddress` it wants
   * to import it: it is told the kind of module, and where a file's lexer is. May raise MemoryError.
   */
  find(name: number, kindAddress: number, lexerAddress: number): number {
    const image = this.image();
    const wanted = image.cString(name);
    if (kindAddress !== 0) image.setWord(kindAddress, FrozenKind.none);
    if (this.names.includes(wanted)) {
      if (kindAddress !== 0) {
        image.setWord(lexerAddress, this.lexer(name, wanted));
        image.setWord(kindAddress, FrozenKind.source);
      }
      return ImportStat.file;
    }
    if (ABSENT_MODULES.includes(wanted)) this.onAbsent(wanted);
    return this.names.some((file) => file.startsWith(`${wanted}/`)) ? ImportStat.folder : ImportStat.missing;
  }

  private lexer(name: number, file: string): number {
    const { exports } = this.image();
    const { address, length } = this.texts.get(file) ?? this.load(file);
    return exports.mp_lexer_new_from_str_len(exports.qstr_from_str(name), address, length, 0);
  }

  /** Puts a module's text beside the heap and makes room in the heap for its code. */
  private load(file: string): { readonly address: number; readonly length: number } {
    const image = this.image();
    const bytes = fs.readFileSync(path.join(this.folder, file));
    const text = { address: image.exports.malloc(bytes.length), length: bytes.length };
    image.u8.set(bytes, text.address);
    this.texts.set(file, text);
    if (this.reserveSlot !== 0) this.shrinkReserve(codeBytes(bytes.length));
    return text;
  }

  private shrinkReserve(sizeBytes: number): void {
    const image = this.image();
    this.reserveBytes -= sizeBytes;
    image.setWord(this.reserveSlot, image.exports.m_realloc(image.word(this.reserveSlot), this.reserveBytes));
  }
}

function codeBytes(sourceBytes: number): number {
  return Math.floor((sourceBytes * CODE_PER_SOURCE_BYTE) / HEAP_BLOCK_BYTES) * HEAP_BLOCK_BYTES;
}
