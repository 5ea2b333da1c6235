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

export class FrozenModules {
  private allNames: readonly string[] | undefined;
  private readonly loaded = new Set<string>();
  /** Address of the word that holds the reserve; 0 before there is one. */
  private reserveSlot = 0;
  private reserveBytes = 0;
  private initialReserveBytes = 0;

  /** `image` is a function because the image is made with `find` as an import. */
  constructor(
    private readonly folder: string,
    private readonly image: () => Image,
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

  /** Room for the code of all modules. */
  get codeBytes(): number {
    return this.names.reduce((sum, name) => sum + codeBytes(fs.statSync(path.join(this.folder, name)).size), 0);
  }

  /** How much of the heap in use would be flash on a board: the reserve, and what modules have taken of it. */
  get flashBytes(): number {
    return this.initialReserveBytes;
  }

  /** Takes the room for code out of the heap. `slot` is the address of a word that the collector scans. */
  holdReserve(slot: number): void {
    const image = this.image();
    this.reserveBytes = this.codeBytes + HEAP_BLOCK_BYTES;
    this.initialReserveBytes = this.reserveBytes;
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
        const text = fs.readFileSync(path.join(this.folder, wanted));
        this.makeRoom(wanted, codeBytes(text.length));
        image.setWord(lexerAddress, this.lexer(name, text));
        image.setWord(kindAddress, FrozenKind.source);
      }
      return ImportStat.file;
    }
    return this.names.some((file) => file.startsWith(`${wanted}/`)) ? ImportStat.folder : ImportStat.missing;
  }

  private makeRoom(file: string, sizeBytes: number): void {
    if (this.loaded.has(file) || this.reserveSlot === 0) return;
    this.loaded.add(file);
    const image = this.image();
    this.reserveBytes -= sizeBytes;
    image.setWord(this.reserveSlot, image.exports.m_realloc(image.word(this.reserveSlot), this.reserveBytes));
  }

  private lexer(name: number, text: Uint8Array): number {
    const image = this.image();
    const address = image.exports.malloc(text.length + 1);
    image.u8.set(text, address);
    return image.exports.mp_lexer_new_from_str_len(image.exports.qstr_from_str(name), address, text.length, 0);
  }
}

function codeBytes(sourceBytes: number): number {
  return Math.floor((sourceBytes * CODE_PER_SOURCE_BYTE) / HEAP_BLOCK_BYTES) * HEAP_BLOCK_BYTES;
}
