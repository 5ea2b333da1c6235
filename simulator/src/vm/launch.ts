/**
 * Runs the script as the board runs main.py: from a file of its file system, in `__main__`. How it ended is found out in
 * the VM, by a handler around it, whose own line is taken off the traceback again.
 */
import type { RunResult, Script, UncaughtOsError } from '../../../shared/src';
import { becomeBoard } from './boardIdentity';
import { NONE, NULL, TypeOffset, type Ref } from './objects';
import type { Vm } from './vm';

/** Words of mp_obj_exception_t: type, counts of the traceback (allocated, used, 16 bits each), traceback, arguments. */
const ExceptionOffset = { tracebackLength: 6, tracebackData: 8, arguments: 12 } as const;
/** In mp_obj_instance_t, an object of a class of the script's: the object of the native type that its class comes from. */
const NATIVE_PART = 16;
/** File, line, block. */
const TRACEBACK_ENTRY_WORDS = 3;
const HANDLER_FILE = '<stdin>';

export function launch(vm: Vm, script: Script): RunResult {
  let result: RunResult = { kind: 'completed' };
  const ended = vm.natives.function(1, 1, (exception) => {
    result = outcome(vm, exception);
    return NONE;
  });
  becomeBoard(vm, vm.natives.module('_boot', { ended }));
  vm.files.write(`/${script.name}`, new TextEncoder().encode(script.source));
  vm.io.post({ op: 'ready', heap: vm.image.buffer, schedulerState: vm.image.schedulerStateAddress });

  const name = JSON.stringify(script.name);
  const source = `__file__=${name}\ntry:\n execfile(${name})\nexcept BaseException as e:\n __import__("_boot").ended(e)\n`;
  const escaped = execute(vm, source);
  // Only an interrupt can come between the script's end and its handler.
  return escaped === NULL ? result : { kind: 'interrupted', killed: false };
}

/** Returns the exception that nothing caught, or NULL. */
function execute(vm: Vm, source: string): Ref {
  const { image } = vm;
  const text = image.staticString(source);
  const out = image.exports.malloc(8);
  image.exports.mp_js_do_exec(text, new TextEncoder().encode(source).length, out);
  return image.word(out) === NULL ? image.word(out + 4) : NULL;
}

function outcome(vm: Vm, exception: Ref): RunResult {
  const { objects } = vm;
  const is = (typeName: string) => objects.call(objects.builtin('isinstance'), exception, objects.builtin(typeName)) === objects.bool(true);
  if (is('SystemExit')) return { kind: 'completed' };
  dropHandlerFrame(vm, nativePart(vm, exception));
  const traceback = printException(vm, exception);
  return is('KeyboardInterrupt') ? { kind: 'interrupted', killed: false } : { kind: 'exception', traceback, ...osErrorOf(vm, exception) };
}

function osErrorOf(vm: Vm, raised: Ref): { readonly osError?: UncaughtOsError } {
  const { objects, recorder } = vm;
  const exception = nativePart(vm, raised);
  if (!objects.isInstance(exception, 'OSError')) return {};
  const [number = NONE] = objects.tupleItems(objects.image.word(exception + ExceptionOffset.arguments));
  const errno = objects.smallInt(number);
  if (errno === undefined) return number !== NONE && objects.isInstance(number, 'str') ? { osError: { text: objects.text(number) } } : {};
  const failure = recorder.lastFailure;
  return { osError: failure?.errno === errno ? { errno, operation: failure.operation } : { errno } };
}

/** The mp_obj_exception_t of an exception: it is one, or has one if its class is the script's own. */
function nativePart({ image, objects }: Vm, exception: Ref): Ref {
  const makerOf = (type: Ref): number => objects.slot(type, TypeOffset.makeNew);
  const isNative = makerOf(objects.typeOf(exception)) === makerOf(objects.builtin('Exception'));
  return isNative ? exception : image.word(exception + NATIVE_PART);
}

/** The handler's frame is the outermost one: the last entry. */
function dropHandlerFrame({ image, objects }: Vm, exception: Ref): void {
  const lengthIndex = (exception + ExceptionOffset.tracebackLength) >>> 1;
  const length = image.u16[lengthIndex] ?? 0;
  const last = image.word(exception + ExceptionOffset.tracebackData) + 4 * (length - TRACEBACK_ENTRY_WORDS);
  if (length >= TRACEBACK_ENTRY_WORDS && objects.text(objects.qstr(image.word(last))) === HANDLER_FILE) {
    image.u16[lengthIndex] = length - TRACEBACK_ENTRY_WORDS;
  }
}

/** Prints a traceback to standard error as the board's console shows it, and returns it. */
function printException(vm: Vm, exception: Ref): string {
  const { objects } = vm;
  const sys = objects.importModule('sys');
  return vm.teeStderr(() => objects.call(objects.moduleMember(sys, 'print_exception'), exception, objects.moduleMember(sys, 'stderr')));
}
