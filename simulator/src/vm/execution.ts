/**
 * Runs Python on a VM: a file of the board, as boot.py, main.py and a script are run, or a text that comes over the serial
 * line. How a file ended is found out in the VM, by a `with` statement around it, which needs no memory and no name; its
 * line is taken off the traceback again.
 */
import type { RunResult, UncaughtOsError } from '../../../shared/src';
import { ExceptionOffset } from './errors';
import { NONE, NULL, TRUE, TypeOffset, type Ref } from './objects';
import type { Vm } from './vm';

/** How a file ended; `exit` is SystemExit, which on a board is a soft reset. */
export type FileEnd = RunResult | { readonly kind: 'exit' };

export interface TextEnd {
  /** What nothing caught, SystemExit left out. */
  readonly exception: Ref | undefined;
  readonly isExit: boolean;
}

/** In mp_obj_instance_t, an object of a class of the script's: the object of the native type that its class comes from. */
const NATIVE_PART = 16;
/** File, line, block. */
const TRACEBACK_ENTRY_WORDS = 3;
/** What a text is called that is no file: what comes over the serial line, and the handler around a file. */
const STDIN = '<stdin>';
const CTRL_C = 0x03;
const NO_CHARACTER = -1;
const END_OF_TEXT = -1;
const CALLBACKS_AND_EXCEPTIONS = 1;
/** A pending exception is dropped. */
const CALLBACKS_WITHOUT_EXCEPTIONS = 0;

export class Execution {
  /** The module `_boot`: the context in which a file runs. */
  readonly bootModule: Ref;
  private fileEnd: FileEnd = { kind: 'completed' };
  private fileName = '';

  constructor(private readonly vm: Vm) {
    const enter = vm.natives.function(0, 0, () => NONE);
    const run = vm.natives.function(0, 0, () => this.runCompiled());
    const exit = vm.natives.function(3, 3, (_type, exception) => {
      if (exception !== NONE) this.fileEnd = this.endOf(exception);
      return TRUE;
    });
    this.bootModule = vm.natives.module('_boot', { __enter__: enter, __exit__: exit, run });
  }

  /** Runs a file of the board in `__main__`; its traceback, if it ends with one, is printed. */
  runFile(fileName: string): FileEnd {
    this.fileEnd = { kind: 'completed' };
    const name = JSON.stringify(fileName);
    this.fileName = fileName;
    const source = `__file__=${name}\nwith __import__("_boot"):\n __import__("_boot").run()\n`;
    // Only an interrupt can come between the file's end and its handler.
    return this.execute(new TextEncoder().encode(source)) === NULL ? this.fileEnd : { kind: 'interrupted', killed: false };
  }

  /**
   * The file is compiled first, with its text outside the heap, and then runs on a stack that is clean: what the compiler leaves
   * there would look to the collector as if it were still in use.
   */
  private runCompiled(): Ref {
    const { image, objects, files } = this.vm;
    const text = image.staticBytes(files.read(`/${this.fileName}`) ?? new Uint8Array(0));
    const source = objects.staticStr(text);
    let code: Ref;
    try {
      code = objects.keep(objects.call(objects.builtin('compile'), source, objects.intern(this.fileName), objects.intern('exec')));
    } finally {
      image.exports.free(source);
      image.exports.free(text.byteOffset);
    }
    image.clearUnusedStack();
    return objects.call(objects.builtin('exec'), code);
  }

  /**
   * Runs a text in `__main__` that comes character by character, -1 at its end, and is compiled as it comes. Until then
   * nothing interrupts. The caller keeps the exception from the collector.
   */
  runStream(read: () => number): TextEnd {
    const { vm } = this;
    // As before a file and a text of the raw REPL. It cannot stand in the text itself, whose lines are counted.
    const unnamed = this.execute(new TextEncoder().encode(`__file__=${JSON.stringify(STDIN)}`), NO_CHARACTER);
    if (unnamed !== NULL) return { exception: unnamed, isExit: false };
    vm.moreText = () => {
      const character = read();
      if (character === END_OF_TEXT) {
        vm.moreText = () => END_OF_TEXT;
        this.interruptCharacter = CTRL_C;
      }
      return character;
    };
    try {
      const exception = this.execute(new Uint8Array(0), NO_CHARACTER);
      if (exception === NULL) return { exception: undefined, isExit: false };
      const isExit = this.isA(exception, 'SystemExit');
      return { exception: isExit ? undefined : exception, isExit };
    } finally {
      vm.moreText = () => END_OF_TEXT;
    }
  }

  /** Raises KeyboardInterrupt in the VM. */
  raiseInterrupt(): void {
    const { exports } = this.vm.image;
    exports.mp_sched_keyboard_interrupt();
    exports.mp_handle_pending(CALLBACKS_AND_EXCEPTIONS);
  }

  /** Prints a traceback as the board's console shows it, and returns it. */
  printException(exception: Ref, stream: 'stdout' | 'stderr'): string {
    const { vm } = this;
    const sys = vm.objects.importModule('sys');
    return vm.console.tee(stream, () =>
      vm.objects.call(vm.objects.moduleMember(sys, 'print_exception'), exception, vm.objects.moduleMember(sys, stream)),
    );
  }

  /** Returns the exception that nothing caught, or NULL. */
  private execute(text: Uint8Array, interruptCharacter = CTRL_C): Ref {
    const { image } = this.vm;
    const { exports } = image;
    const address = exports.malloc(text.length + 1);
    const out = exports.malloc(8);
    try {
      image.u8.set(text, address);
      image.u8[address + text.length] = 0;
      this.interruptCharacter = interruptCharacter;
      exports.mp_js_do_exec(address, text.length, out);
      return image.word(out) === NULL ? image.word(out + 4) : NULL;
    } finally {
      this.interruptCharacter = NO_CHARACTER;
      if (this.vm.callbacks.forgetInterrupt()) exports.mp_handle_pending(CALLBACKS_WITHOUT_EXCEPTIONS);
      exports.free(out);
      exports.free(address);
    }
  }

  private set interruptCharacter(character: number) {
    this.vm.image.i32[this.vm.image.interruptCharacterAddress >>> 2] = character;
  }

  private endOf(exception: Ref): FileEnd {
    this.vm.heapLock.release();
    if (this.isA(exception, 'SystemExit')) return { kind: 'exit' };
    this.dropHandlerFrame(this.nativePart(exception));
    const traceback = this.printException(exception, 'stderr');
    if (this.isA(exception, 'KeyboardInterrupt')) return { kind: 'interrupted', killed: false };
    return { kind: 'exception', traceback, ...this.osErrorOf(exception) };
  }

  /** Also of a class that is derived from it. */
  private isA(exception: Ref, typeName: string): boolean {
    const { objects } = this.vm;
    return objects.call(objects.builtin('isinstance'), exception, objects.builtin(typeName)) === objects.bool(true);
  }

  private osErrorOf(raised: Ref): { readonly osError?: UncaughtOsError } {
    const { objects, recorder } = this.vm;
    const exception = this.nativePart(raised);
    if (!objects.isInstance(exception, 'OSError')) return {};
    const [number = NONE] = objects.tupleItems(objects.image.word(exception + ExceptionOffset.arguments));
    const errno = objects.smallInt(number);
    if (errno === undefined) return number !== NONE && objects.isInstance(number, 'str') ? { osError: { text: objects.text(number) } } : {};
    const failure = recorder.lastFailure;
    return { osError: failure?.errno === errno ? { errno, operation: failure.operation } : { errno } };
  }

  /** The mp_obj_exception_t of an exception: it is one, or has one if its class is the script's own. */
  private nativePart(exception: Ref): Ref {
    const { image, objects } = this.vm;
    const makerOf = (type: Ref): number => objects.slot(type, TypeOffset.makeNew);
    const isNative = makerOf(objects.typeOf(exception)) === makerOf(objects.builtin('Exception'));
    return isNative ? exception : image.word(exception + NATIVE_PART);
  }

  /** The handler's frame is the outermost one: the last entry. */
  private dropHandlerFrame(exception: Ref): void {
    const { image, objects } = this.vm;
    const lengthIndex = (exception + ExceptionOffset.tracebackLength) >>> 1;
    const length = image.u16[lengthIndex] ?? 0;
    const last = image.word(exception + ExceptionOffset.tracebackData) + 4 * (length - TRACEBACK_ENTRY_WORDS);
    if (length >= TRACEBACK_ENTRY_WORDS && objects.text(objects.qstr(image.word(last))) === STDIN) {
      image.u16[lengthIndex] = length - TRACEBACK_ENTRY_WORDS;
    }
  }
}
