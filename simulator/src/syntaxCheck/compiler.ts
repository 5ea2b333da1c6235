/**
 * MicroPython's compiler alone, to ask whether a board takes a text. The VM is the board's, without its modules and files; it
 * compiles and runs nothing. Every name that it has read stays interned in its heap, so that it is begun anew from time to time.
 */
import type { CompilerError } from '../../../shared/src';
import { floatText } from '../vm/floats/floatImports';
import { Image } from '../vm/image';
import { SystemCalls } from '../vm/systemCalls';

const HEAP_BYTES = 4 * 1024 * 1024;
const CHECKS_PER_VM = 50;
const FILE_NAME = '<checked>';
const END_OF_TEXT = -1;
/** Machine code of other decorators is not made here; their functions have Python's grammar, so that `native` is the same for it. */
const MACHINE_CODE_DECORATOR = /^([ \t]*@[ \t]*micropython[ \t]*\.[ \t]*)(?:viper|asm_\w+)(?=[ \t]*(?:#.*)?\r?$)/gm;

export class Compiler {
  private image: Image | undefined;
  private checks = 0;
  private output = '';

  constructor(private readonly module: WebAssembly.Module) {}

  check(source: string): CompilerError | undefined {
    this.output = '';
    const text = pythonLiteral(source.replace(MACHINE_CODE_DECORATOR, '$1native'));
    this.run(`try:\n compile(${text},"${FILE_NAME}","exec")\nexcept Exception as e:\n import sys\n sys.print_exception(e)\n`);
    return errorIn(this.output);
  }

  private run(source: string): void {
    const image = this.freshImage();
    const { exports } = image;
    const bytes = image.staticBytes(new TextEncoder().encode(source));
    const result = exports.malloc(8);
    try {
      exports.mp_js_do_exec(bytes.byteOffset, bytes.length, result);
      // Out of memory, for one: the next check begins with an empty heap.
      if (image.word(result) === 0) this.image = undefined;
    } finally {
      exports.free(result);
      exports.free(bytes.byteOffset);
    }
  }

  private freshImage(): Image {
    if (this.image && this.checks++ < CHECKS_PER_VM) return this.image;
    this.checks = 1;
    this.image = this.newImage();
    return this.image;
  }

  private newImage(): Image {
    const decoder = new TextDecoder();
    const write = (_stream: string, bytes: Uint8Array): void => {
      this.output += decoder.decode(bytes.slice(), { stream: true });
    };
    const console = { write, read: () => 0, inputReady: () => false };
    const image: Image = new Image(this.module, {
      ...new SystemCalls(
        () => image,
        console,
        () => performance.now(),
      ).imports(),
      host: {
        call: () => 0,
        pending: () => 0,
        compared: () => undefined,
        more: () => END_OF_TEXT,
        frozen: () => 0,
        ...floatText(() => image),
      },
    });
    image.initialise(HEAP_BYTES);
    // A parse node that is a name: its number, above four bits for the kind of node.
    image.exports.native_decorator.value = image.exports.qstr_from_str(image.staticString('native')) << 4;
    return image;
  }
}

/** The error in a printed traceback, if the compiler said it of the text. */
function errorIn(output: string): CompilerError | undefined {
  const line = new RegExp(`File "${FILE_NAME}", line (\\d+)`).exec(output)?.[1];
  const error = /^(SyntaxError|IndentationError): ?(.*)$/m.exec(output);
  return error ? { type: error[1] ?? '', text: (error[2] ?? '').trim(), line: Number(line ?? 1) } : undefined;
}

function pythonLiteral(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that a literal cannot hold
  return `"${text.replace(/[\u0000-\u001f"\\\u007f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)}"`;
}
