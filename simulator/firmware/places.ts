/**
 * Finds the places of the shipped MicroPython that the relinking changes or exports: by what the functions do, never by
 * their numbers, which change with every build. The names are those of MicroPython's C sources.
 */
import { BOARD_TEXTS, INTEGER_TEXT } from './boardTexts';
import { findFramePlaces, type FramePlaces } from './callFrames';
import { findDialectPlaces, type DialectPlaces } from './dialect';
import { findFloatPlaces, type FloatPlaces } from './floats';
import { findPrompt, type PromptPlaces } from './promptPlaces';
import { findLinePlaces, type LinePlaces } from './sourceLines';
import { calls, FirmwareError, only, type WatFunction, type WatModule } from './wat';

export interface Places extends PromptPlaces {
  /** Raises the exception object given. */
  readonly nlrJump: WatFunction;
  /** Emscripten's longjmp, and the import that it throws through. */
  readonly longjmpImport: string;
  readonly setThrew: WatFunction;
  /** Largest region by which the heap may grow. */
  readonly maxNewSplit: WatFunction;
  readonly gcCollect: WatFunction;
  readonly gcCollectStart: string;
  readonly gcCollectRoot: string;
  readonly gcCollectEnd: string;
  readonly malloc: WatFunction;
  readonly mallocWithFinaliser: WatFunction;
  readonly realloc: WatFunction;
  readonly gcAlloc: WatFunction;
  readonly blockSearch: BlockSearch;
  readonly qstrFromStr: string;
  /** Looks a file name up among the frozen modules. */
  readonly findFrozenModule: WatFunction;
  /** Makes a lexer of a name and a text in memory. */
  readonly lexerFromText: string;
  readonly handlePending: WatFunction;
  readonly schedule: WatFunction;
  /** Hand an object, or an exception, to JavaScript. */
  readonly convertObject: WatFunction;
  readonly convertException: WatFunction;
  readonly init: WatFunction;
  /** Compares two objects for `==` and `!=`, everywhere; `stringType` is the address of the type of strings. */
  readonly equalNotEqual: WatFunction;
  readonly stringType: number;
  readonly floats: FloatPlaces;
  readonly dialect: DialectPlaces;
  readonly frames: FramePlaces;
  readonly lines: LinePlaces;
  /** Raises what says that a text is no integer, and the call in it that prints the text. */
  readonly integerError: { readonly fn: WatFunction; readonly printText: string };
  readonly decorators: DecoratorChoice;
  /** Where the texts lie that a board words differently, and the board's wording. */
  readonly texts: readonly { readonly address: number; readonly board: string }[];
  /** Memory with the JavaScript source of the glue code, which the relinked VM has no use for. */
  readonly glueSource: { readonly start: number; readonly end: number };
  /** Byte address of the 16-bit scheduler state: 1 idle, 0 pending, below 0 locked. */
  readonly schedulerState: number;
  /** Byte address of the character that interrupts. */
  readonly interruptCharacter: number;
  /** Byte address of the description of the heap: next one, table, length of the table in bytes. */
  readonly heapArea: number;
}

export function findPlaces(module: WatModule): Places {
  const longjmpImport = module.importName('_emscripten_throw_longjmp');
  if (longjmpImport === undefined) throw new FirmwareError('_emscripten_throw_longjmp', 'not imported');
  const longjmp = only('longjmp', callersOf(module, longjmpImport));
  const invokes = new Set(invokeImports(module).map((entry) => entry.internal));
  const nlrJump = only(
    'nlr_jump',
    callersOf(module, longjmp.name).filter((fn) => !calls(fn).some((callee) => invokes.has(callee))),
  );

  const maxNewSplit = only(
    'gc_get_max_new_split',
    module.functions.filter((fn) => /^ \(func \$\S+ \(result i32\)\s+\(i32\.const 134217728\)\s+\)$/.test(fn.text)),
  );
  const { gcCollect, start, root, end } = findCollector(module, maxNewSplit);
  const { schedulerState, pendingException } = findSchedulerWords(module);
  const storesLocked = `(i32.const ${schedulerState.offset})\n`;
  const handlePending = only(
    'mp_handle_pending_internal',
    module.functions.filter(
      (fn) =>
        /^ \(func \$\S+ \(param \$0 i32\)\n/.test(fn.text) &&
        fn.text.includes(storesLocked) &&
        fn.text.includes(`(i32.const ${pendingException.offset})`) &&
        fn.text.includes('(i32.const 65535)') &&
        calls(fn).includes(nlrJump.name),
    ),
  );
  const schedule = only(
    'mp_sched_schedule',
    module.functions.filter(
      (fn) =>
        /^ \(func \$\S+ \(param \$0 i32\) \(param \$1 i32\) \(result i32\)\n/.test(fn.text) &&
        fn.text.includes(storesLocked) &&
        fn.text.includes('i32.store16') &&
        calls(fn).length === 0,
    ),
  );
  const { malloc, mallocWithFinaliser, mallocFail } = findAllocators(module);
  const gcAlloc = module.function(named('gc_alloc', calls(malloc)[0]));
  const convertObject = module.exported('proxy_convert_mp_to_js_obj_cside');
  return {
    nlrJump,
    longjmpImport,
    setThrew: module.exported('setThrew'),
    maxNewSplit,
    gcCollect,
    gcCollectStart: start,
    gcCollectRoot: root,
    gcCollectEnd: end,
    malloc,
    mallocWithFinaliser,
    realloc: findRealloc(module, mallocFail),
    gcAlloc,
    blockSearch: findBlockSearch(gcAlloc),
    qstrFromStr: named('qstr_from_str', calls(module.exported('mp_js_register_js_module'))[0]),
    handlePending,
    schedule,
    ...findFrozenLookup(module),
    ...findPrompt(module),
    convertObject,
    convertException: findConvertException(module, convertObject),
    init: module.exported('mp_js_init'),
    ...findComparison(module),
    floats: findFloatPlaces(module, malloc),
    dialect: findDialectPlaces(module),
    frames: findFramePlaces(module, handlePending),
    lines: findLinePlaces(module),
    decorators: findDecorators(module),
    texts: Object.entries(BOARD_TEXTS).map(([shipped, board]) => ({ address: module.stringAddress(shipped), board })),
    integerError: findIntegerError(module),
    glueSource: { start: module.constantExport('__start_em_js'), end: module.constantExport('__stop_em_js') },
    schedulerState: schedulerState.base + schedulerState.offset,
    interruptCharacter: findInterruptCharacter(module),
    heapArea: findHeapArea(module.function(start), module.function(end)),
  };
}

/** Both ends of a collection begin their way through the areas of the heap with the first, a member of MicroPython's state. */
function findHeapArea(...functions: readonly WatFunction[]): number {
  const sum = /\(i32\.add\s+\(i32\.const (\d+)\)\s+\(i32\.const (\d+)\)\s+\)/g;
  const found = functions.map(({ text }) => new Set([...text.matchAll(sum)].map(([, base, offset]) => Number(base) + Number(offset))));
  const [area] = found[0] ?? [];
  if (area === undefined || !found.every((areas) => areas.size === 1 && areas.has(area)))
    throw new FirmwareError('gc_collect_start', 'does not begin with the first area of the heap');
  return area;
}

/** The loop of `gc_alloc` that looks for several free blocks in a row, one byte of the allocation table (four blocks) a turn. */
export interface BlockSearch {
  /** The text with which the loop begins. */
  readonly head: string;
  /** Locals: address of the table, index of the byte, number of bytes, free blocks in a row so far. */
  readonly table: string;
  readonly index: string;
  readonly length: string;
  readonly freeCount: string;
}

/** Where the compiler looks which of `micropython`'s decorators it has before it. */
export interface DecoratorChoice {
  readonly compileDecorated: WatFunction;
  /** The branch that it takes for `@micropython.bytecode`. */
  readonly bytecodeBranch: string;
  /** Where that branch leads, and the local with the parse node of the decorator's name. */
  readonly label: string;
  readonly node: string;
}

/** `compile_decorated` is the function that names an invalid decorator; it knows one valid one. */
function findDecorators(module: WatModule): DecoratorChoice {
  const text = `(i32.const ${module.stringAddress('invalid micropython decorator')})`;
  const compileDecorated = only(
    'compile_decorated',
    module.functions.filter((fn) => fn.text.includes(text)),
  );
  const branch =
    /\(br_if (\S+)\s+\(i32\.eq\s+\(i32\.and\s+\(local\.tee (\S+)\s+\(i32\.load offset=4\s+\(local\.get \S+\)\s+\)\s+\)\s+\(i32\.const -16\)\s+\)\s+\(i32\.const \d+\)\s+\)\s+\)/.exec(
      compileDecorated.text,
    );
  const [bytecodeBranch, label, node] = branch ?? [];
  if (bytecodeBranch === undefined || label === undefined || node === undefined)
    throw new FirmwareError('compile_decorated', 'does not branch for one valid decorator');
  return { compileDecorated, bytecodeBranch, label, node };
}

/** The imports through which the shipped module makes every call that may raise. */
export function invokeImports(module: WatModule): ReturnType<WatModule['imports']> {
  return module.imports().filter((entry) => entry.external.startsWith('invoke_'));
}

function callersOf(module: WatModule, name: string): readonly WatFunction[] {
  return module.functions.filter((fn) => calls(fn).includes(name));
}

function named(place: string, name: string | undefined): string {
  if (name === undefined) throw new FirmwareError(place, 'not found');
  return name;
}

/**
 * `gc_collect` follows `gc_get_max_new_split` and only sets a flag. The function that tests this flag when control is
 * back at the top level makes the three calls of a collection in its last three calls.
 */
function findCollector(module: WatModule, maxNewSplit: WatFunction) {
  const gcCollect = module.functions[maxNewSplit.index + 1];
  if (
    !gcCollect ||
    !/^ \(func \$\S+\n {2}\(i32\.store8 offset=\d+\n {3}\(i32\.const 0\)\n {3}\(i32\.const 1\)\n {2}\)\n \)$/.test(gcCollect.text)
  ) {
    throw new FirmwareError('gc_collect', 'does not follow gc_get_max_new_split');
  }
  const topLevel = module.function(named('gc_collect_top_level', calls(module.exported('mp_js_repl_process_char')).at(-1)));
  const [start, root, end, ...more] = calls(topLevel);
  if (start === undefined || root === undefined || end === undefined || more.length > 0) {
    throw new FirmwareError('gc_collect_top_level', 'does not make the three calls of a collection');
  }
  return { gcCollect, start, root, end };
}

/** The exported `mp_sched_keyboard_interrupt` stores the pending exception first, and the scheduler's state as 16 bits. */
function findSchedulerWords(module: WatModule) {
  const { text } = module.exported('mp_sched_keyboard_interrupt');
  const exception = /\(i32\.store offset=(\d+)\s+\(i32\.const (\d+)\)\s+\(i32\.add/.exec(text);
  const state = /\(i32\.store16 offset=(\d+)\s+\(i32\.const (\d+)\)\s+\(i32\.const 0\)/.exec(text);
  if (!exception || !state) throw new FirmwareError('mp_sched_keyboard_interrupt', 'does not store exception and scheduler state');
  return {
    pendingException: { base: Number(exception[1]), offset: Number(exception[2]) },
    schedulerState: { base: Number(state[1]), offset: Number(state[2]) },
  };
}

/** The exported `mp_hal_get_interrupt_char` does nothing but load it. */
function findInterruptCharacter(module: WatModule): number {
  const { text } = module.exported('mp_hal_get_interrupt_char');
  const load = /^ \(func \$\S+ \(result i32\)\s+\(i32\.load offset=(\d+)\s+\(i32\.const (\d+)\)\s+\)\s+\)$/.exec(text);
  if (!load) throw new FirmwareError('mp_hal_get_interrupt_char', 'does not load a word');
  return Number(load[1]) + Number(load[2]);
}

/** `m_malloc` and `m_malloc_with_finaliser` are alike but for the flag that they hand to `gc_alloc`. */
function findAllocators(module: WatModule): { malloc: WatFunction; mallocWithFinaliser: WatFunction; mallocFail: string } {
  const shape =
    /^ \(func \$\S+ \(param \$0 i32\) \(result i32\)\n {2}\(local \$1 i32\)\n {2}\(local\.set \$1\n {3}\(call \$(\S+)\n {4}\(local\.get \$0\)\n {4}\(i32\.const ([01])\)\n[\s\S]*\(call \$(\S+)\n {4}\(local\.get \$0\)\n {3}\)\n {3}\(unreachable\)\n/;
  const found = module.functions.flatMap((fn) => {
    const match = fn.text.length < 700 ? shape.exec(fn.text) : null;
    return match ? [{ fn, flag: match[2] }] : [];
  });
  const withFlag = (flag: string) => found.filter((entry) => entry.flag === flag).map(({ fn }) => fn);
  const malloc = only('m_malloc', withFlag('0'));
  return {
    malloc,
    mallocWithFinaliser: only('m_malloc_with_finaliser', withFlag('1')),
    mallocFail: named('m_malloc_fail', calls(malloc)[1]),
  };
}

/**
 * `mp_find_frozen_module` is the only function that makes a lexer of an interned name and a text: for a module that is
 * frozen as source. It takes the name, where to store the kind of module, and where to store its lexer or bytecode.
 */
function findFrozenLookup(module: WatModule): { findFrozenModule: WatFunction; lexerFromText: string } {
  const shape = /\(call \$(\S+)\s+\(call \$\S+\s+\(local\.get \$0\)\s+\(local\.get \$\d+\)\s+\)\s+\(i32\.add\s+\(i32\.const \d+\)/;
  const findFrozenModule = only(
    'mp_find_frozen_module',
    module.functions.filter(
      (fn) =>
        /^ \(func \$\S+ \(param \$0 i32\) \(param \$1 i32\) \(param \$2 i32\) \(result i32\)\n/.test(fn.text) &&
        fn.text.includes('(i32.const 47)') &&
        shape.test(fn.text),
    ),
  );
  return { findFrozenModule, lexerFromText: named('mp_lexer_new_from_str_len', shape.exec(findFrozenModule.text)?.[1]) };
}

/**
 * `mp_obj_equal_not_equal` takes operator and operands; what it returns for equal ones, False (14) or True (30), depends
 * on whether the operator is number 5, NOT_EQUAL. Its fast path for strings compares the operand's type with theirs.
 */
function findComparison(module: WatModule): { equalNotEqual: WatFunction; stringType: number } {
  const head =
    /^ \(func \$\S+ \(param \$0 i32\) \(param \$1 i32\) \(param \$2 i32\) \(result i32\)\n(?: {2}\(local \$\d+ i32\)\n)* {2}\(local\.set \$\d+\s+\(select\s+\(i32\.const 30\)\s+\(i32\.const 14\)\s+\(local\.tee \$\d+\s+\(i32\.ne\s+\(local\.get \$0\)\s+\(i32\.const 5\)/;
  const equalNotEqual = only(
    'mp_obj_equal_not_equal',
    module.functions.filter((fn) => head.test(fn.text)),
  );
  const type = /\(i32\.ne\s+\(i32\.load\s+\(local\.get \$1\)\s+\)\s+\(i32\.const (\d+)\)/.exec(equalNotEqual.text)?.[1];
  return { equalNotEqual, stringType: Number(named('mp_type_str', type)) };
}

/** `m_realloc` calls `gc_realloc`, allowing it to move the block, and fails as `m_malloc` does. */
function findRealloc(module: WatModule, mallocFail: string): WatFunction {
  const shape =
    /^ \(func \$\S+ \(param \$0 i32\) \(param \$1 i32\) \(result i32\)\n {2}\(local\.set \$0\n {3}\(call \$\S+\n {4}\(local\.get \$0\)\n {4}\(local\.get \$1\)\n {4}\(i32\.const 1\)/;
  return only(
    'm_realloc',
    callersOf(module, mallocFail).filter((fn) => shape.test(fn.text)),
  );
}

/** Before the loop the index is compared with the table's length; in it the first free block of a byte is counted. */
function findBlockSearch({ text }: WatFunction): BlockSearch {
  const flat = (pattern: string) => pattern.replaceAll(' ', String.raw`\s+`);
  const local = String.raw`(\$\d+)`;
  const loop = new RegExp(
    flat(
      String.raw`(\(loop \$label\d* \(local\.set \$\d+ \(i32\.const 0\) \)) \(block \$block\d* \(br_if \$block\d* \(i32\.and \(local\.tee \$\d+ ` +
        String.raw`\(i32\.load8_u \(i32\.add \(local\.get ${local}\) \(local\.get ${local}\) \) \) \) \(i32\.const 3\) \) \) ` +
        String.raw`\(br_if \$block\d* \(i32\.ge_u \(local\.tee \$\d+ \(i32\.add \(local\.get ${local}\) \(i32\.const 1\)`,
    ),
  ).exec(text);
  const [, head, table, index, freeCount] = loop ?? [];
  const before = text.slice(0, loop?.index);
  const bounds = [
    ...before.matchAll(
      new RegExp(
        flat(String.raw`\(i32\.ge_u \(local\.tee ${local} \(i32\.load [^()]*\(local\.get \$\d+\) \) \) \(local\.tee ${local} \(i32\.load`),
        'g',
      ),
    ),
  ];
  const bound = bounds.filter(([, name]) => name === index).at(-1)?.[2];
  if (head === undefined || table === undefined || index === undefined || freeCount === undefined || bound === undefined) {
    throw new FirmwareError('gc_alloc', 'does not search the allocation table as expected');
  }
  return { head, table, index, length: bound, freeCount };
}

/** `mp_js_do_exec` hands its result to one function and an exception to another, both by table index through `invoke_vii`. */
function findConvertException(module: WatModule, convertObject: WatFunction): WatFunction {
  const invoke = module.importName('invoke_vii');
  const text = module.exported('mp_js_do_exec').text;
  const indices = [...text.matchAll(/\(call \$(\S+)\n\s+\(i32\.const (\d+)\)/g)]
    .filter((match) => match[1] === invoke)
    .map((match) => Number(match[2]));
  const targets = new Set(indices.map((index) => module.tableEntry(index)));
  targets.delete(convertObject.name);
  return only(
    'proxy_convert_mp_to_js_exc_cside',
    [...targets].map((name) => module.function(name)),
  );
}

/** `mp_parse_num_integer` is the only function with that text; behind it, it prints what it was given, in quotes. */
function findIntegerError(module: WatModule): Places['integerError'] {
  const address = `(i32.const ${module.stringAddress(INTEGER_TEXT)})`;
  const fn = only(
    'mp_parse_num_integer',
    module.functions.filter(({ text }) => text.includes(address)),
  );
  const behind = fn.text.slice(fn.text.indexOf(address));
  const printText = /^[^;]*?\n {2}\)\n( {2}\(call \$\S+\n(?: {3,}.*\n){2,20}? {3}\(i32\.const 1\)\n {2}\)\n)/.exec(behind)?.[1];
  if (printText === undefined) throw new FirmwareError('mp_parse_num_integer', 'does not print the text in quotes');
  return { fn, printText };
}
