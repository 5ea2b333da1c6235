/**
 * Turns the official MicroPython WebAssembly build into the VM of a simulated board: a fixed heap with a collector that
 * really collects, a hook through which another thread can interrupt running bytecode, exceptions that stay inside
 * WebAssembly, no way out to JavaScript but one call for native modules, and the few exports that these need.
 * What the image's data says (platform, error numbers, modules) is set when the VM boots, not here.
 */
import binaryen from 'binaryen';
import { NATIVE_FUNCTIONS } from '../src/nativeFunctions';
import { FRAMES_BYTES, keepFrames } from './callFrames';
import { speakAsBoard } from './dialect';
import { roundFloats } from './floats';
import { findPlaces, invokeImports, type Places } from './places';
import { goBackInLines } from './sourceLines';
import { FirmwareError, WatModule } from './wat';

/** Pages of 64 KB that the memory may have; the shipped initial size is kept, it is all that a board ever needs. */
const MAXIMUM_PAGES = 512;

/** MicroPython's own check: frames beyond this raise RuntimeError. The C stack has 64 KB. */
const STACK_LIMIT_BYTES = 40 * 1024;

const FEATURES =
  binaryen.Features.MutableGlobals |
  binaryen.Features.NontrappingFPToInt |
  binaryen.Features.BulkMemory |
  binaryen.Features.BulkMemoryOpt |
  binaryen.Features.SignExt |
  binaryen.Features.ReferenceTypes |
  binaryen.Features.Multivalue |
  binaryen.Features.CallIndirectOverlong |
  binaryen.Features.ExceptionHandling |
  binaryen.Features.Atomics;

const KEPT_EXPORTS = new Set([
  'memory',
  '__indirect_function_table',
  '__wasm_call_ctors',
  'malloc',
  'free',
  'mp_js_init',
  'mp_js_do_exec',
  'mp_js_do_import',
  'mp_js_repl_init',
  'mp_js_repl_process_char',
  'mp_sched_keyboard_interrupt',
  '_emscripten_stack_alloc',
  '_emscripten_stack_restore',
  'emscripten_stack_get_current',
]);

/** Imports of the C library that the worker provides. Everything else of the shipped build leads into JavaScript and is cut off. */
const KEPT_IMPORTS = /^(__syscall_|fd_|mp_js_random_u32$|mp_js_ticks_ms$|mp_js_time_ms$|emscripten_resize_heap$|_abort_js$)/;

export function relink(shipped: Uint8Array): Uint8Array {
  const source = binaryen.readBinary(shipped);
  const module = new WatModule(source.emitText());
  source.dispose();
  const places = findPlaces(module);

  shareMemory(module);
  nameStackPointer(module);
  fixHeap(module, places);
  collectForReal(module, places);
  skipFullBlocks(module, places);
  hookScheduler(module, places);
  hookComparison(module, places);
  roundFloats(module, places.floats, places.malloc);
  handOutRawObjects(module, places);
  throwInsideWebAssembly(module, places);
  promptAsBoard(module, places);
  wordErrorsAsBoard(module, places);
  acceptNativeDecorator(module, places);
  speakAsBoard(module, places.dialect, withNamedStackPointer);
  goBackInLines(module, places.lines, withNamedStackPointer);
  askForFrozenModules(module, places);
  askForMoreText(module, places);
  cutOffJavaScript(module);
  setExports(module, places);
  keepFrames(module, places.frames, framesAddress(places));
  addNativeFunctions(module);
  return optimise(module.toString());
}

function shareMemory(module: WatModule): void {
  module.editItems(/^ \(memory /, (item) => item.replace(/\(memory (\$\S+) (\d+) \d+\)/, `(memory $1 $2 ${MAXIMUM_PAGES} shared)`));
}

/** Binaryen's `spill-pointers` pass looks for the stack pointer by this name; it is the first mutable global. */
function nameStackPointer(module: WatModule): void {
  module.editItems(/./, withNamedStackPointer);
}

function fixHeap(module: WatModule, places: Places): void {
  module.replaceFunction(places.maxNewSplit.name, ` (func $${places.maxNewSplit.name} (result i32)\n  (i32.const 0)\n )`);
  const init = withNamedStackPointer(places.init.text)
    .replace('(i32.const 32768)', `(i32.const ${STACK_LIMIT_BYTES})`)
    // The shipped build collects every 16 KB, because it can do so only now and then. Here an allocation that fails collects.
    .replace('(i32.const 1024)', '(i32.const -1)');
  module.replaceFunction(places.init.name, init);
}

function collectForReal(module: WatModule, { gcCollect, gcCollectStart, gcCollectRoot, gcCollectEnd }: Places): void {
  module.replaceFunction(
    gcCollect.name,
    ` (func $${gcCollect.name}
  (call $${gcCollectStart})
  (call $${gcCollectRoot}
   (global.get $__stack_pointer)
   (i32.shr_u (i32.sub (i32.const 65536) (global.get $__stack_pointer)) (i32.const 2))
  )
  (call $${gcCollectEnd})
 )`,
  );
}

/**
 * An allocation of several blocks walks over all the blocks in use below the free ones. Here it passes over 32 of them at
 * once when none is free (two bits each, 0 for free). Which blocks it finds stays the same.
 */
function skipFullBlocks(module: WatModule, { gcAlloc, blockSearch: { head, table, index, length, freeCount } }: Places): void {
  const skip = `
   (block $mixed
    (loop $full
     ;; one byte is left for the loop itself, which tests for the end of the table only after a byte
     (br_if $mixed (i32.ge_u (i32.add (local.get ${index}) (i32.const 8)) (local.get ${length})))
     (local.set $entries (i64.load align=1 (i32.add (local.get ${table}) (local.get ${index}))))
     (br_if $mixed
      (i64.ne
       (i64.and (i64.or (local.get $entries) (i64.shr_u (local.get $entries) (i64.const 1))) (i64.const 0x5555555555555555))
       (i64.const 0x5555555555555555)))
     (local.set ${index} (i32.add (local.get ${index}) (i32.const 8)))
     (local.set ${freeCount} (i32.const 0))
     (br $full)
    )
   )`;
  const [signature, ...body] = withNamedStackPointer(gcAlloc.text)
    .replace(head, head + skip)
    .split('\n');
  module.replaceFunction(gcAlloc.name, [signature, '  (local $entries i64)', ...body].join('\n'));
}

/**
 * `@micropython.native` is compiled to bytecode, as `@micropython.bytecode` is: there is no native code to emit here. The
 * worker tells the parse node of the name, which is none of the image's own strings.
 */
function acceptNativeDecorator(module: WatModule, { decorators: { compileDecorated, bytecodeBranch, label, node } }: Places): void {
  module.add(' (global $native_decorator (mut i32) (i32.const -1))');
  const branch = `
   (br_if ${label} (i32.eq (i32.and (local.get ${node}) (i32.const -16)) (global.get $native_decorator)))`;
  module.replaceFunction(
    compileDecorated.name,
    withNamedStackPointer(compileDecorated.text).replace(bytecodeBranch, bytecodeBranch + branch),
  );
}

/** Before the VM looks at what is pending, the worker may add to it: an interrupt, the callbacks of timers. */
function hookScheduler(module: WatModule, { handlePending }: Places): void {
  module.addImport(' (import "host" "pending" (func $host_pending))');
  const [signature, ...body] = withNamedStackPointer(handlePending.text).split('\n');
  const locals = body.filter((line) => line.startsWith('  (local $'));
  const code = body.slice(locals.length);
  module.replaceFunction(handlePending.name, [signature, ...locals, '  (call $host_pending)', ...code].join('\n'));
}

/**
 * A board warns when a string is compared with bytes; the shipped build does not. The worker is told of every comparison
 * of a string with another object in memory, which is rare, and looks whether it is bytes.
 */
function hookComparison(module: WatModule, { equalNotEqual, stringType }: Places): void {
  const isObject = (operand: number) => `(i32.eqz (i32.and (local.get ${operand}) (i32.const 3)))`;
  const hasStringType = (operand: number) => `(i32.eq (i32.load (local.get ${operand})) (i32.const ${stringType}))`;
  const isInterned = (operand: number) => `(i32.eq (i32.and (local.get ${operand}) (i32.const 7)) (i32.const 2))`;
  module.addImport(' (import "host" "compared" (func $host_compared (param i32 i32)))');
  module.add(` (func $compare_kinds (param i32 i32)
  (if (i32.and (i32.or (local.get 0) (local.get 1)) (i32.const 1)) (then (return)))
  (if ${isInterned(0)}
   (then
    (if (i32.eqz ${isObject(1)}) (then (return)))
    (if ${hasStringType(1)} (then (return))))
   (else
    (if (i32.eqz ${isObject(0)}) (then (return)))
    (if ${isInterned(1)}
     (then (if ${hasStringType(0)} (then (return))))
     (else
      (if (i32.eqz ${isObject(1)}) (then (return)))
      (if (i32.eq ${hasStringType(0)} ${hasStringType(1)}) (then (return)))))))
  (call $host_compared (local.get 0) (local.get 1))
 )`);
  const [signature, ...body] = withNamedStackPointer(equalNotEqual.text).split('\n');
  const locals = body.filter((line) => line.startsWith('  (local $'));
  const code = body.slice(locals.length);
  const hook = '  (call $compare_kinds (local.get $1) (local.get $2))';
  module.replaceFunction(equalNotEqual.name, [signature, ...locals, hook, ...code].join('\n'));
}

/** Results reach the worker as raw object references: an object at the first word, or null there and the exception at the second. */
function handOutRawObjects(module: WatModule, { convertObject, convertException }: Places): void {
  const parameters = '(param $0 i32) (param $1 i32)';
  module.replaceFunction(
    convertObject.name,
    ` (func $${convertObject.name} ${parameters}\n  (i32.store (local.get $1) (local.get $0))\n )`,
  );
  module.replaceFunction(
    convertException.name,
    ` (func $${convertException.name} ${parameters}\n  (i32.store (local.get $1) (i32.const 0))\n  (i32.store offset=4 (local.get $1) (local.get $0))\n )`,
  );
}

function throwInsideWebAssembly(module: WatModule, { longjmpImport, setThrew }: Places): void {
  for (const { internal, signature } of invokeImports(module)) {
    const parameters = (/\(param ([^)]*)\)/.exec(signature)?.[1] ?? '').split(' ').filter((type) => type !== '');
    const result = /\(result (\w+)\)/.exec(signature)?.[1];
    const resultText = result === undefined ? '' : ` (result ${result})`;
    const declared = parameters.map((type, position) => `(param $${position} ${type})`).join(' ');
    const calleeParameters = parameters.length > 1 ? ` (param ${parameters.slice(1).join(' ')})` : '';
    const callArguments = parameters.slice(1).map((_, position) => `(local.get $${position + 1})`);
    module.defineImport(
      internal,
      ` (func $${internal} ${declared}${resultText}
  (local $stack i32)
  (local.set $stack (global.get $__stack_pointer))
  (try${resultText}
   (do (call_indirect${calleeParameters}${resultText} ${callArguments.join(' ')} (local.get $0)))
   (catch $longjmp
    (global.set $__stack_pointer (local.get $stack))
    (call $${setThrew.name} (i32.const 1) (i32.const 0))
    ${result === undefined ? '' : `(${result}.const 0)`}
   )
  )
 )`,
    );
  }
  module.defineImport(longjmpImport, ` (func $${longjmpImport}\n  (throw $longjmp)\n )`);
  module.add(' (tag $longjmp)');
}

function wordErrorsAsBoard(module: WatModule, { texts, glueSource, integerError: { fn, printText } }: Places): void {
  module.replaceFunction(fn.name, withNamedStackPointer(fn.text.replace(printText, '')));
  let address = glueSource.start;
  const changes = texts.map(({ address: shipped, board }) => {
    const change = { from: `(i32.const ${shipped})`, to: `(i32.const ${address})` };
    address += board.length + 1;
    return change;
  });
  if (address > framesAddress({ glueSource })) throw new FirmwareError('__stop_em_js', 'leaves no room for the texts');
  module.editItems(/^ \(func /, (item) => changes.reduce((text, { from, to }) => text.replaceAll(from, to), item));
  const data = texts.map(({ board }) => `${board}\\00`).join('');
  module.editItems(new RegExp(`^ \\(data \\$\\S+ \\(i32\\.const ${glueSource.start}\\)`), (item) => item.replace(/".*"\)$/s, `"${data}")`));
}

/** Behind the texts, at the end of the memory that the glue code leaves. */
function framesAddress({ glueSource }: Pick<Places, 'glueSource'>): number {
  return (glueSource.end - FRAMES_BYTES) & ~3;
}

/** The modules frozen into the shipped build are not a board's: the worker says which there are, and has their texts. */
function askForFrozenModules(module: WatModule, { findFrozenModule: { name } }: Places): void {
  const parameters = '(param $0 i32) (param $1 i32) (param $2 i32) (result i32)';
  module.addImport(` (import "host" "frozen" (func $host_frozen ${parameters}))`);
  module.replaceFunction(name, ` (func $${name} ${parameters}\n  (call $host_frozen (local.get 0) (local.get 1) (local.get 2))\n )`);
}

/**
 * A text to be run may go on after its end: the worker is asked for each further character, as the board's raw paste reads
 * while it compiles. A board takes no common indentation off a text, which the shipped build does here.
 */
function askForMoreText(module: WatModule, { readText: { name } }: Places): void {
  module.addImport(' (import "host" "more" (func $host_more (result i32)))');
  module.replaceFunction(
    name,
    ` (func $${name} (param $0 i32) (result i32)
  (local $1 i32)
  (if (i32.ge_u (local.tee $1 (i32.load offset=8 (local.get $0))) (i32.load offset=12 (local.get $0)))
   (then (return (call $host_more))))
  (i32.store offset=8 (local.get $0) (i32.add (local.get $1) (i32.const 1)))
  (i32.load8_u (local.get $1))
 )`,
  );
}

/**
 * The shipped build takes the keys one by one, a board reads line by line, and two things differ: a key that leaves the line
 * empty must not begin it anew, which would cut the sequences of the arrow keys; and each further line of a statement is a
 * line of its own, in which the arrow keys begin with the newest line of the history.
 */
function promptAsBoard(module: WatModule, { readlineInit, friendlyPrompt: { prompt, emptyLine, line, key, noteNewline } }: Places): void {
  const isTaken = `(i32.and ${emptyLine} (i32.ge_s (local.get ${key}) (i32.const 0)))`;
  const text = prompt.text.replace(emptyLine, isTaken).replaceAll(`(call $${noteNewline}\n`, `(call $${readlineInit} ${line}\n`);
  module.replaceFunction(prompt.name, withNamedStackPointer(text));
}

/** What the shipped build would call in JavaScript for its `js` and `jsffi` modules traps: there is no such way out. */
function cutOffJavaScript(module: WatModule): void {
  for (const { external, internal, signature } of module.imports()) {
    if (KEPT_IMPORTS.test(external)) continue;
    module.defineImport(internal, ` (func $${internal} ${signature}\n  (unreachable)\n )`);
  }
}

/**
 * Functions for the table that all end in one import, which gets their number and arguments. Shapes: positional
 * (count, arguments), keyword (count, arguments, keyword map), four words (constructors, stream operations), attribute
 * access (object, name, destination) without a result, and the next item of an iterator (object).
 */
function addNativeFunctions(module: WatModule): void {
  module.addImport(' (import "host" "call" (func $host_call (param i32 i32 i32 i32 i32) (result i32)))');
  const shapes = [
    { count: NATIVE_FUNCTIONS.positional, parameters: 2, hasResult: true },
    { count: NATIVE_FUNCTIONS.keyword, parameters: 3, hasResult: true },
    { count: NATIVE_FUNCTIONS.fourArgument, parameters: 4, hasResult: true },
    { count: NATIVE_FUNCTIONS.attribute, parameters: 3, hasResult: false },
    { count: NATIVE_FUNCTIONS.iterator, parameters: 1, hasResult: true },
  ];
  const names: string[] = [];
  for (const { count, parameters, hasResult } of shapes) {
    for (let i = 0; i < count; i++) {
      const number = names.length;
      const passed = [0, 1, 2, 3].map((position) => (position < parameters ? `(local.get ${position})` : '(i32.const 0)')).join(' ');
      const call = `(call $host_call (i32.const ${number}) ${passed})`;
      const signature = `(param ${'i32 '.repeat(parameters).trim()})${hasResult ? ' (result i32)' : ''}`;
      module.add(` (func $native_${number} ${signature}\n  ${hasResult ? call : `(drop ${call})`}\n )`);
      names.push(`$native_${number}`);
    }
  }
  let first = 0;
  module.editItems(/^ \(elem /, (item) => item.replace(/\)$/, ` ${names.join(' ')})`));
  module.editItems(/^ \(table /, (item) =>
    item.replace(/ (\d+) \d+ funcref/, (_, size: string) => {
      first = Number(size);
      return ` ${first + names.length} ${first + names.length} funcref`;
    }),
  );
  module.add(` (global $first_native i32 (i32.const ${first}))`);
  module.add(' (export "first_native" (global $first_native))');
}

function setExports(module: WatModule, places: Places): void {
  module.editItems(/^ \(export /, (item) => (KEPT_EXPORTS.has(/\(export "(\S+)"/.exec(item)?.[1] ?? '') ? item : undefined));
  module.add(` (global $scheduler_state i32 (i32.const ${places.schedulerState}))`);
  module.add(' (export "scheduler_state" (global $scheduler_state))');
  module.add(' (export "native_decorator" (global $native_decorator))');
  module.add(' (export "in_place_methods" (global $in_place_methods))');
  module.add(` (global $interrupt_character i32 (i32.const ${places.interruptCharacter}))`);
  module.add(' (export "interrupt_character" (global $interrupt_character))');
  module.add(` (global $heap_area i32 (i32.const ${places.heapArea}))`);
  module.add(' (export "heap_area" (global $heap_area))');
  const functions: Readonly<Record<string, string>> = {
    nlr_jump: places.nlrJump.name,
    gc_alloc: places.gcAlloc.name,
    m_malloc: places.malloc.name,
    m_malloc_with_finaliser: places.mallocWithFinaliser.name,
    m_realloc: places.realloc.name,
    qstr_from_str: places.qstrFromStr,
    mp_lexer_new_from_str_len: places.lexerFromText,
    mp_handle_pending: places.handlePending.name,
    mp_sched_schedule: places.schedule.name,
    readline_init: places.readlineInit,
    readline_process_char: places.readlineProcessCharacter,
  };
  for (const [name, target] of Object.entries(functions)) module.add(` (export "${name}" (func $${target}))`);
}

function optimise(text: string): Uint8Array {
  const module = binaryen.parseText(text);
  module.setFeatures(FEATURES);
  if (!module.validate()) throw new Error('The relinked module is not valid WebAssembly.');
  binaryen.setOptimizeLevel(2);
  binaryen.setShrinkLevel(0);
  module.optimize();
  module.runPasses(['spill-pointers']);
  module.optimize();
  const binary = module.emitBinary();
  module.dispose();
  return binary;
}

/** Places are found in the text as it was read; the stack pointer must have its name in what replaces them. */
function withNamedStackPointer(text: string): string {
  return text.replaceAll(/\$global\$0(?=[\s)])/g, '$__stack_pointer');
}
