/**
 * A running instance of the relinked VM: its memory as typed arrays and its exports with their types. The memory is
 * shared, because the I/O thread pokes the scheduler's state in it, and never grows: the views stay valid.
 */

export interface VmExports {
  readonly memory: WebAssembly.Memory;
  readonly __indirect_function_table: WebAssembly.Table;
  __wasm_call_ctors(): void;
  /** Allocates outside the MicroPython heap; the collector does not see it. */
  malloc(sizeBytes: number): number;
  free(address: number): void;
  mp_js_init(stackWords: number, heapSizeBytes: number): void;
  /** Runs source text as a module body. Stores an object at the first word of `result`, or 0 and then the exception. */
  mp_js_do_exec(source: number, length: number, result: number): void;
  mp_js_do_import(name: number, result: number): void;
  /** Prints the banner and the first prompt. */
  mp_js_repl_init(): void;
  /** Takes a character at the prompt, and runs what it completes. What it returns has `FORCED_EXIT` set for a soft reset. */
  mp_js_repl_process_char(character: number): number;
  /** Begins to edit a line: a `vstr_t`, which it keeps, and a NUL-terminated prompt, which it prints. */
  readline_init(line: number, prompt: number): void;
  /** Takes a key of the line editor and echoes it. Below 0: the line goes on; 0: it is complete; otherwise the control character that ended it. */
  readline_process_char(character: number): number;
  mp_sched_keyboard_interrupt(): void;
  /** Queues a call of `callback(argument)`; 0 if the queue is full. */
  mp_sched_schedule(callback: number, argument: number): number;
  /** Runs one pending callback and raises the pending exception, if any. */
  mp_handle_pending(mode: number): void;
  /** Raises an exception object. Does not return: it unwinds to MicroPython's nearest handler. */
  nlr_jump(exception: number): never;
  /** Allocates in the MicroPython heap, after a collection if it must; 0 if there is no room or the heap is locked. */
  gc_alloc(sizeBytes: number, flags: number): number;
  /** Allocates in the MicroPython heap; raises MemoryError. The result must be kept from the collector by the caller. */
  m_malloc(sizeBytes: number): number;
  m_malloc_with_finaliser(sizeBytes: number): number;
  /** Size 0 frees the block. */
  m_realloc(block: number, sizeBytes: number): number;
  /** Interns a NUL-terminated string. */
  qstr_from_str(text: number): number;
  /** A lexer in the heap that reads text outside the heap (`freeLength` 0); `name` is the number of an interned string. */
  mp_lexer_new_from_str_len(name: number, text: number, length: number, freeLength: number): number;
  _emscripten_stack_alloc(sizeBytes: number): number;
  emscripten_stack_get_current(): number;
  readonly scheduler_state: WebAssembly.Global;
  readonly interrupt_character: WebAssembly.Global;
  readonly heap_area: WebAssembly.Global;
  readonly first_native: WebAssembly.Global;
  /** Address of a count in bytes and, behind it, a word for each call of bytecode under way: its code state, 0 where none called. */
  readonly call_frames: WebAssembly.Global;
  /** Parse node of a decorator's name that the compiler takes for `bytecode`. */
  readonly native_decorator: WebAssembly.Global;
  /** Address of the 16-bit numbers of the names `__ior__` to `__ipow__`, in the order of the operators. */
  readonly in_place_methods: WebAssembly.Global;
}

/** As much as the compiler uses of the C stack, and more; the stack ends above address 0. */
const CLEARED_STACK_BYTES = 48 * 1024;
/** Words of the stack on which MicroPython keeps Python frames. */
const PYTHON_STACK_WORDS = 32 * 1024;

export class Image {
  readonly exports: VmExports;
  readonly buffer: SharedArrayBuffer;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i16: Int16Array;
  readonly u32: Uint32Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;

  constructor(module: WebAssembly.Module, imports: Readonly<Record<string, Readonly<Record<string, unknown>>>>) {
    this.exports = new WebAssembly.Instance(module, imports).exports as unknown as VmExports;
    this.buffer = this.exports.memory.buffer;
    this.u8 = new Uint8Array(this.buffer);
    this.u16 = new Uint16Array(this.buffer);
    this.i16 = new Int16Array(this.buffer);
    this.u32 = new Uint32Array(this.buffer);
    this.i32 = new Int32Array(this.buffer);
    this.f64 = new Float64Array(this.buffer);
  }

  /** Initialises MicroPython with a heap of fixed size. */
  initialise(heapSizeBytes: number): void {
    this.exports.__wasm_call_ctors();
    this.exports.mp_js_init(PYTHON_STACK_WORDS, heapSizeBytes);
  }

  get schedulerStateAddress(): number {
    return this.exports.scheduler_state.value;
  }

  get interruptCharacterAddress(): number {
    return this.exports.interrupt_character.value;
  }

  get heapAreaAddress(): number {
    return this.exports.heap_area.value;
  }

  /** Calls a function of the VM by its index in the function table. */
  callIndirect(functionIndex: number, ...args: number[]): number {
    return this.exports.__indirect_function_table.get(functionIndex)(...args);
  }

  word(address: number): number {
    return this.u32[address >>> 2] ?? 0;
  }

  setWord(address: number, value: number): void {
    this.u32[address >>> 2] = value;
  }

  /** A view of VM memory; valid until the block is freed. */
  bytes(address: number, length: number): Uint8Array {
    return this.u8.subarray(address, address + length);
  }

  /** Copies a NUL-terminated UTF-8 string into memory outside the heap and returns its address. */
  staticString(text: string): number {
    const bytes = new TextEncoder().encode(`${text}\0`);
    const address = this.exports.malloc(bytes.length);
    this.u8.set(bytes, address);
    return address;
  }

  /** Copies bytes and a NUL into memory outside the heap; whoever asks for it frees it. */
  staticBytes(bytes: Uint8Array): Uint8Array {
    const address = this.exports.malloc(bytes.length + 1);
    this.u8.set(bytes, address);
    this.u8[address + bytes.length] = 0;
    return this.bytes(address, bytes.length);
  }

  /** Forgets what calls that have returned left on the C stack. */
  clearUnusedStack(): void {
    const top = this.exports.emscripten_stack_get_current();
    this.u8.fill(0, Math.max(0, top - CLEARED_STACK_BYTES), top);
  }

  /** Reads a NUL-terminated UTF-8 string. */
  cString(address: number): string {
    return new TextDecoder().decode(this.u8.slice(address, this.u8.indexOf(0, address)));
  }
}
