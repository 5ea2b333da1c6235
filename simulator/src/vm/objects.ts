/**
 * Python objects as the VM lays them out in memory: reading them, making them, and calling what can be called. An
 * object reference is a word: a small integer, an interned string, an immediate (None, False, True), or an address.
 * Layouts are those of MicroPython's py/obj.h and its types. Whoever allocates twice must `keep` the first block, since
 * the collector looks only at VM memory; what is kept is let go when the native call returns.
 */
import type { Image } from './image';
import { Roots } from './roots';

/** A reference to a Python object. */
export type Ref = number;

export const NULL: Ref = 0;
export const NONE: Ref = 6;
export const FALSE: Ref = 14;
export const TRUE: Ref = 30;

const SMALL_INT_LIMIT = 2 ** 30;

/** Byte offsets in mp_obj_type_t. */
export const TypeOffset = {
  flags: 4,
  name: 6,
  makeNew: 8,
  print: 9,
  call: 10,
  attr: 13,
  subscr: 14,
  iter: 15,
  buffer: 16,
  protocol: 17,
  parent: 18,
  localsDict: 19,
  slots: 20,
} as const;

export interface MapEntry {
  readonly key: Ref;
  readonly value: Ref;
  /** Address of the entry's value word. */
  readonly valueAddress: number;
}

export class Objects {
  private readonly builtins = new Map<string, Ref>();
  private readonly modules = new Map<string, Ref>();
  private readonly interned = new Map<string, Ref>();
  readonly roots: Roots;
  private readonly bufferInfo: number;
  private readonly decoder = new TextDecoder();
  private readonly encoder = new TextEncoder();

  constructor(readonly image: Image) {
    this.roots = new Roots(image);
    this.bufferInfo = image.exports.malloc(16);
  }

  /** Keeps an object alive until the native function that runs returns. */
  keep(ref: Ref): Ref {
    this.roots.keep(ref);
    return ref;
  }

  // --- types ---

  /** Imports a module of the VM and returns it. */
  importModule(name: string): Ref {
    let module = this.modules.get(name);
    if (module === undefined) {
      const result = this.image.exports.malloc(8);
      this.image.exports.mp_js_do_import(this.image.staticString(name), result);
      module = this.image.word(result);
      if (module === NULL) throw new Error(`The VM has no module ${name}.`);
      this.modules.set(name, module);
    }
    return module;
  }

  /** A type or function of the builtins module. */
  builtin(name: string): Ref {
    let ref = this.builtins.get(name);
    if (ref === undefined) {
      ref = this.moduleMember(this.importModule('builtins'), name);
      this.builtins.set(name, ref);
    }
    return ref;
  }

  /** The type of an object other than None. */
  typeOf(ref: Ref): Ref {
    if ((ref & 1) !== 0) return this.builtin('int');
    if ((ref & 7) === 2) return this.builtin('str');
    if (ref === TRUE || ref === FALSE) return this.builtin('bool');
    return this.image.word(ref);
  }

  isInstance(ref: Ref, typeName: string): boolean {
    return this.typeOf(ref) === this.builtin(typeName);
  }

  /** Whether it is an object in memory with exactly that type. */
  isObject(ref: Ref, type: Ref): boolean {
    return ref !== NULL && (ref & 3) === 0 && this.image.word(ref) === type;
  }

  /** Whether it is an int, a bool included. */
  isInteger(ref: Ref): boolean {
    return ref !== NONE && (this.isInstance(ref, 'int') || ref === TRUE || ref === FALSE);
  }

  isCallable(ref: Ref): boolean {
    return this.call(this.builtin('callable'), ref) === TRUE;
  }

  typeName(ref: Ref): string {
    if (ref === NONE) return 'NoneType';
    return this.text(this.qstr(this.image.u16[(this.typeOf(ref) + TypeOffset.name) >>> 1] ?? 0));
  }

  /** What a slot of a type holds: a function table index or an address; 0 if the type does not have it. */
  slot(type: Ref, offset: number): number {
    const index = this.image.u8[type + offset] ?? 0;
    return index === 0 ? 0 : this.image.word(type + TypeOffset.slots + 4 * (index - 1));
  }

  // --- reading ---

  /** The reference to an interned string. */
  qstr(id: number): Ref {
    return (id << 3) | 2;
  }

  /** Interns a string. */
  intern(text: string): Ref {
    let ref = this.interned.get(text);
    if (ref === undefined) {
      ref = this.qstr(this.image.exports.qstr_from_str(this.image.staticString(text)));
      this.interned.set(text, ref);
    }
    return ref;
  }

  smallInt(ref: Ref): number | undefined {
    return (ref & 1) !== 0 ? ref >> 1 : undefined;
  }

  /** A view of the bytes of an object with the buffer protocol (a str gives its UTF-8); undefined for any other object. */
  buffer(ref: Ref, writable = false): Uint8Array | undefined {
    if ((ref & 1) !== 0 || ref === NONE || ref === TRUE || ref === FALSE) return undefined;
    const getBuffer = this.slot(this.typeOf(ref), TypeOffset.buffer);
    if (getBuffer === 0) return undefined;
    if (this.image.callIndirect(getBuffer, ref, this.bufferInfo, writable ? 2 : 1) !== 0) return undefined;
    return this.image.bytes(this.image.word(this.bufferInfo), this.image.word(this.bufferInfo + 4));
  }

  /** The text of a str or of UTF-8 bytes; empty for an object that has no buffer. */
  text(ref: Ref): string {
    return this.decoder.decode(this.buffer(ref)?.slice() ?? new Uint8Array(0));
  }

  float(ref: Ref): number {
    return this.image.f64[(ref + 8) >>> 3] ?? 0;
  }

  /** The items of a tuple or list; undefined for any other object. */
  items(ref: Ref): readonly Ref[] | undefined {
    if ((ref & 3) !== 0) return undefined;
    if (this.isInstance(ref, 'tuple')) return this.tupleItems(ref);
    if (!this.isInstance(ref, 'list')) return undefined;
    return this.words(this.image.word(ref + 12), this.image.word(ref + 8));
  }

  /** The items of a tuple, also of one with names. */
  tupleItems(ref: Ref): readonly Ref[] {
    return this.words(ref + 8, this.image.word(ref + 4));
  }

  setTupleItem(tuple: Ref, index: number, item: Ref): void {
    this.image.setWord(tuple + 8 + 4 * index, item);
  }

  /** The address of a list's first item. It changes when the list grows. */
  listItems(list: Ref): number {
    return this.image.word(list + 12);
  }

  /** The entries of a map (mp_map_t). */
  mapEntries(map: number): readonly MapEntry[] {
    const table = this.image.word(map + 8);
    const slots = this.image.word(map + 4);
    const entries: MapEntry[] = [];
    for (let i = 0; i < slots; i++) {
      const key = this.image.word(table + 8 * i);
      if (key !== NULL && key !== 4) entries.push({ key, value: this.image.word(table + 8 * i + 4), valueAddress: table + 8 * i + 4 });
    }
    return entries;
  }

  /** The globals dict of a module. */
  moduleDict(module: Ref): Ref {
    return this.image.word(module + 4);
  }

  /** The entry of a dict with that key. */
  entry(dict: Ref, name: string): MapEntry | undefined {
    const key = this.intern(name);
    return this.mapEntries(dict + 4).find((candidate) => candidate.key === key);
  }

  /** A member of a module that must be there. */
  moduleMember(module: Ref, name: string): Ref {
    return this.required(this.moduleDict(module), name);
  }

  /** A member of a type that must be there. */
  typeMember(type: Ref, name: string): Ref {
    return this.required(this.slot(type, TypeOffset.localsDict), name);
  }

  // --- making ---

  int(value: number): Ref {
    if (value >= -SMALL_INT_LIMIT && value < SMALL_INT_LIMIT) return (value << 1) | 1;
    return this.make('int', this.str(String(value)));
  }

  bool(value: boolean): Ref {
    return value ? TRUE : FALSE;
  }

  /** A float, of single precision as on the chip; like every object made here, keep it if another is allocated before it is stored or returned. */
  newFloat(value: number): Ref {
    const ref = this.allocate(16, this.builtin('float'));
    this.image.f64[(ref + 8) >>> 3] = Math.fround(value);
    return ref;
  }

  str(text: string): Ref {
    return this.strFromUtf8(this.encoder.encode(text));
  }

  strFromUtf8(text: Uint8Array): Ref {
    return this.string('str', text);
  }

  /** A str outside the heap around UTF-8 text that lies there and ends with a NUL; whoever makes it frees it. */
  staticStr(text: Uint8Array): Ref {
    const ref = this.image.exports.malloc(16);
    for (const [i, word] of [this.builtin('str'), 0, text.length, text.byteOffset].entries()) this.image.setWord(ref + 4 * i, word);
    return ref;
  }

  newBytes(data: Uint8Array): Ref {
    return this.string('bytes', data);
  }

  /** A bytes object of `length` bytes around a block of at least `length + 1` bytes in the heap. */
  bytesAround(block: number, length: number): Ref {
    this.image.u8[block + length] = 0;
    this.keep(block);
    return this.stringAround('bytes', block, length);
  }

  tuple(...items: readonly Ref[]): Ref {
    for (const item of items) this.keep(item);
    const ref = this.allocate(8 + 4 * items.length, this.builtin('tuple'));
    this.image.setWord(ref + 4, items.length);
    for (const [i, item] of items.entries()) this.image.setWord(ref + 8 + 4 * i, item);
    return ref;
  }

  list(...items: readonly Ref[]): Ref {
    for (const item of items) this.keep(item);
    const ref = this.newList(items.length);
    for (const [i, item] of items.entries()) this.image.setWord(this.listItems(ref) + 4 * i, item);
    return ref;
  }

  /** A list of that many items, all None until they are set. */
  newList(length: number): Ref {
    const slots = Math.max(4, length);
    const table = this.keep(this.image.exports.m_malloc(4 * slots));
    this.image.u32.fill(NULL, table >>> 2, (table >>> 2) + slots);
    this.image.u32.fill(NONE, table >>> 2, (table >>> 2) + length);
    const ref = this.allocate(16, this.builtin('list'));
    this.image.setWord(ref + 4, slots);
    this.image.setWord(ref + 8, length);
    this.image.setWord(ref + 12, table);
    return ref;
  }

  /** Calls the constructor of a builtin type. */
  make(typeName: string, ...args: readonly Ref[]): Ref {
    const type = this.builtin(typeName);
    return this.withArguments(args, (address) =>
      this.image.callIndirect(this.slot(type, TypeOffset.makeNew), type, args.length, 0, address),
    );
  }

  /** Calls a Python callable. What it raises unwinds through the caller. */
  call(callable: Ref, ...args: readonly Ref[]): Ref {
    return this.withArguments(args, (address) => this.callWith(callable, args.length, address));
  }

  /** Calls a Python callable with arguments by position and by name. */
  callWithKeywords(callable: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const all = [...args, ...[...keywords].flatMap(([name, value]) => [this.intern(name), value])];
    const call = this.slot(this.typeOf(callable), TypeOffset.call);
    return this.withArguments(all, (address) => this.image.callIndirect(call, callable, args.length, keywords.size, address));
  }

  /** Calls a Python callable with arguments that lie in VM memory already. */
  callWith(callable: Ref, count: number, address: number): Ref {
    return this.image.callIndirect(this.slot(this.typeOf(callable), TypeOffset.call), callable, count, 0, address);
  }

  /** A block of the heap with a type in its first word. */
  allocate(sizeBytes: number, type: Ref, withFinaliser = false): Ref {
    const { exports } = this.image;
    const ref = withFinaliser ? exports.m_malloc_with_finaliser(sizeBytes) : exports.m_malloc(sizeBytes);
    this.image.setWord(ref, type);
    return ref;
  }

  private words(address: number, count: number): readonly number[] {
    return Array.from(this.image.u32.subarray(address >>> 2, (address >>> 2) + count));
  }

  private string(typeName: 'str' | 'bytes', data: Uint8Array): Ref {
    const block = this.keep(this.image.exports.m_malloc(data.length + 1));
    this.image.u8.set(data, block);
    this.image.u8[block + data.length] = 0;
    return this.stringAround(typeName, block, data.length);
  }

  private stringAround(typeName: 'str' | 'bytes', block: number, length: number): Ref {
    const ref = this.allocate(16, this.builtin(typeName));
    const { u32 } = this.image;
    u32[(ref >>> 2) + 1] = 0; // the hash is computed when it is first needed
    u32[(ref >>> 2) + 2] = length;
    u32[(ref >>> 2) + 3] = block;
    return ref;
  }

  private withArguments(args: readonly Ref[], use: (address: number) => number): number {
    const kept = this.roots.count;
    const addresses = args.map((arg) => this.roots.keep(arg));
    const result = use(addresses[0] ?? NULL);
    this.roots.release(kept);
    return result;
  }

  private required(dict: Ref, name: string): Ref {
    const found = this.entry(dict, name);
    if (!found) throw new Error(`The VM lacks ${name}.`);
    return found.value;
  }
}
