/**
 * The board's frozen modules: those of its firmware that are written in Python. They lie in a folder beside the VM, are
 * found under `.frozen` in `sys.path` and nowhere else (no file call knows them), and are named in tracebacks as on a
 * board, without that prefix. The VM asks here instead of in its own list. A module's text is read when it is imported
 * and stays outside the heap; what the compiler makes of it lies in the heap, where a board has it in flash.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Image } from './image';

/** mp_import_stat_t of MicroPython's py/builtinimport.c. */
const ImportStat = { missing: 0, folder: 1, file: 2 } as const;
/** Kinds of frozen modules of MicroPython's py/frozenmod.h. */
const FrozenKind = { none: 0, source: 1 } as const;

export class FrozenModules {
  private allNames: readonly string[] | undefined;

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
        image.setWord(lexerAddress, this.lexer(name, fs.readFileSync(path.join(this.folder, wanted))));
        image.setWord(kindAddress, FrozenKind.source);
      }
      return ImportStat.file;
    }
    return this.names.some((file) => file.startsWith(`${wanted}/`)) ? ImportStat.folder : ImportStat.missing;
  }

  private lexer(name: number, text: Uint8Array): number {
    const image = this.image();
    const address = image.exports.malloc(text.length + 1);
    image.u8.set(text, address);
    return image.exports.mp_lexer_new_from_str_len(image.exports.qstr_from_str(name), address, text.length, 0);
  }
}
