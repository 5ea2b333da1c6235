/**
 * Native modules: functions, types and modules written in TypeScript that are ordinary builtins to the VM, as C modules
 * are on the board. They are laid out in VM memory outside the heap; a call of one reaches its body here through the
 * image's native functions. A body gets object references, returns one, and raises through `Errors`; whatever unwinds
 * through a body is the VM's own exception and must not be caught.
 */
import { NATIVE_FUNCTIONS } from '../nativeFunctions';
import { NULL, TypeOffset, type Objects, type Ref } from './objects';

/** Gets as many arguments as were passed, which the VM has checked to be between the function's bounds. */
export type NativeBody = (...args: Ref[]) => Ref;
export type KeywordBody = (args: readonly Ref[], keywords: ReadonlyMap<string, Ref>) => Ref;

/**
 * What a stream operation gives: a count (or poll flags), or a negated errno. An error number of the VM is a word: one that
 * is negative itself is given as `negativeErrno`.
 */
export type StreamOutcome = number;

/** The outcome of a stream operation that fails with an error number below zero. */
export function negativeErrno(errno: number): StreamOutcome {
  return -(errno >>> 0);
}

export interface StreamProtocol {
  /** Whether it is read as str; otherwise as bytes. */
  readonly isText?: boolean;
  /** Reads at least one byte into VM memory; 0 at the end of the stream. */
  read?(self: Ref, address: number, sizeBytes: number): StreamOutcome;
  write?(self: Ref, address: number, sizeBytes: number): StreamOutcome;
  /** Poll and close requests of MicroPython's py/stream.h. */
  control(self: Ref, request: number, argument: number): StreamOutcome;
}

/** Attributes that are neither members nor stored by the VM. */
export interface AttributeProtocol {
  /** Undefined if the object has no such attribute. */
  load(self: Ref, name: string): Ref | undefined;
  /** Returns whether there is such an attribute. */
  store(self: Ref, name: string, value: Ref): boolean;
}

export interface NativeType {
  readonly name: string;
  readonly make: (type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>) => Ref;
  readonly members: Readonly<Record<string, Ref>>;
  readonly stream?: StreamProtocol;
  /** Called when an object is called. */
  readonly call?: (self: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>) => Ref;
  /** `self[index]`, and `self[index] = value`. */
  readonly subscript?: (self: Ref, index: Ref, value: Ref | undefined) => Ref;
  /** The next item; undefined at the end. An object is its own iterator. */
  readonly next?: (self: Ref) => Ref | undefined;
  /** Whether a stream gives its lines as its own iterator. */
  readonly iteratesLines?: boolean;
  /** For a file system: what `import` finds at a path, a value of `ImportStat`. */
  readonly importStat?: (self: Ref, path: string) => number;
  /** What `print` shows; without it `<name>`. */
  readonly print?: (self: Ref) => string;
  readonly attributes?: AttributeProtocol;
}

type Handler = (a: number, b: number, c: number, d: number) => number;
type Shape = keyof typeof NATIVE_FUNCTIONS;

const STREAM_ERROR = 0xffffffff;
const STOP_ITERATION = 0;
/** MP_TYPE_FLAG_ITER_IS_ITERNEXT: the slot holds what gives the next item, not what gives an iterator. */
const ITER_IS_NEXT = 0x80;
/** MP_TYPE_FLAG_ITER_IS_STREAM */
const ITER_IS_STREAM = 0x180;
/** MP_OBJ_SENTINEL */
const SENTINEL = 4;
const MAX_ARGUMENTS = 0xffff;

export class Natives {
  private readonly handlers: (Handler | undefined)[] = [];
  private readonly used: Record<Shape, number> = { positional: 0, keyword: 0, fourArgument: 0, attribute: 0, iterator: 0 };
  private readonly types = new Map<string, Ref>();
  private readonly functionType: Ref;
  private readonly moduleType: Ref;
  private readonly dictType: Ref;

  constructor(private readonly objects: Objects) {
    this.functionType = objects.image.word(objects.builtin('max'));
    this.moduleType = objects.image.word(objects.importModule('builtins'));
    this.dictType = objects.builtin('dict');
  }

  /** The import through which every native function of the image ends up here. */
  dispatch(number: number, a: number, b: number, c: number, d: number): number {
    const handler = this.handlers[number];
    if (!handler) throw new Error(`Native function ${number} has no body.`);
    const kept = this.objects.roots.count;
    try {
      return handler(a, b, c, d);
    } finally {
      this.objects.roots.release(kept);
    }
  }

  /** A builtin function that takes `min` to `max` positional arguments; for a method, `self` is the first. */
  function(min: number, max: number, body: NativeBody): Ref {
    const { u32 } = this.objects.image;
    const index = this.handler('positional', (count, address) => {
      const first = address >>> 2;
      switch (count) {
        case 0:
          return body();
        case 1:
          return body(u32[first] ?? NULL);
        case 2:
          return body(u32[first] ?? NULL, u32[first + 1] ?? NULL);
        case 3:
          return body(u32[first] ?? NULL, u32[first + 1] ?? NULL, u32[first + 2] ?? NULL);
        default:
          return body(...this.arguments(count, address));
      }
    });
    return this.functionObject(min, max, false, index);
  }

  /** A builtin function that also takes keyword arguments. */
  keywordFunction(min: number, max: number, body: KeywordBody): Ref {
    const index = this.handler('keyword', (count, address, keywords) => body(this.arguments(count, address), this.keywords(keywords)));
    return this.functionObject(min, max, true, index);
  }

  /** A function with any number of arguments that hands them on as they lie in memory, to another callable. */
  wrapper(body: (count: number, address: number) => Ref): Ref {
    return this.functionObject(0, MAX_ARGUMENTS, false, this.handler('positional', body));
  }

  /** The type that was made with that name; NULL before there is one. */
  typeNamed(name: string): Ref {
    return this.types.get(name) ?? NULL;
  }

  /** A function among a type's members that gets no object. */
  staticMethod(method: Ref): Ref {
    return this.staticWords(this.objects.builtin('staticmethod'), method);
  }

  type({ name, make, members, stream, call, subscript, next, iteratesLines, importStat, print, attributes }: NativeType): Ref {
    const { image } = this.objects;
    const slots: { offset: number; value: number }[] = [];
    const makeNew = this.handler('fourArgument', (type, count, keywordCount, address) =>
      make(type, this.arguments(count, address), this.keywordArguments(keywordCount, address + 4 * count)),
    );
    slots.push({ offset: TypeOffset.makeNew, value: makeNew });
    if (print) slots.push({ offset: TypeOffset.print, value: this.printFunction(print) });
    if (call) {
      const index = this.handler('fourArgument', (self, count, keywordCount, address) =>
        call(self, this.arguments(count, address), this.keywordArguments(keywordCount, address + 4 * count)),
      );
      slots.push({ offset: TypeOffset.call, value: index });
    }
    if (subscript) slots.push({ offset: TypeOffset.subscr, value: this.subscriptFunction(subscript) });
    if (next) slots.push({ offset: TypeOffset.iter, value: this.handler('iterator', (self) => next(self) ?? STOP_ITERATION) });
    if (attributes) slots.push({ offset: TypeOffset.attr, value: this.attributeFunction(attributes) });
    if (stream) slots.push({ offset: TypeOffset.protocol, value: this.streamProtocol(stream) });
    if (importStat) slots.push({ offset: TypeOffset.protocol, value: this.fileSystemProtocol(importStat) });
    slots.push({ offset: TypeOffset.localsDict, value: this.dict(members) });

    const type = image.exports.malloc(TypeOffset.slots + 4 * slots.length);
    image.bytes(type, TypeOffset.slots).fill(0);
    image.setWord(type, this.objects.builtin('type'));
    if (next) image.u16[(type + TypeOffset.flags) >>> 1] = ITER_IS_NEXT;
    if (iteratesLines === true) image.u16[(type + TypeOffset.flags) >>> 1] = ITER_IS_STREAM;
    image.u16[(type + TypeOffset.name) >>> 1] = this.objects.intern(name) >>> 3;
    for (const [i, { offset, value }] of slots.entries()) {
      image.u8[type + offset] = i + 1;
      image.setWord(type + TypeOffset.slots + 4 * i, value);
    }
    this.types.set(name, type);
    return type;
  }

  module(name: string, members: Readonly<Record<string, Ref>>): Ref {
    const { image } = this.objects;
    const module = image.exports.malloc(8);
    image.setWord(module, this.moduleType);
    image.setWord(module + 4, this.dict({ __name__: this.objects.intern(name), ...members }));
    return module;
  }

  /** A read-only dict with interned keys, as the members of types and modules are. */
  dict(members: Readonly<Record<string, Ref>>): Ref {
    const { image } = this.objects;
    const entries = Object.entries(members);
    const table = image.exports.malloc(8 * entries.length);
    for (const [i, [name, value]] of entries.entries()) {
      image.setWord(table + 8 * i, this.objects.intern(name));
      image.setWord(table + 8 * i + 4, value);
    }
    const dict = image.exports.malloc(16);
    image.setWord(dict, this.dictType);
    // all_keys_are_qstrs, is_fixed, is_ordered, then the number of entries
    image.setWord(dict + 4, 0b111 | (entries.length << 3));
    image.setWord(dict + 8, entries.length);
    image.setWord(dict + 12, table);
    return dict;
  }

  /** A tuple outside the heap. */
  staticTuple(...items: readonly Ref[]): Ref {
    return this.staticWords(this.objects.builtin('tuple'), items.length, ...items);
  }

  /** A tuple with names, as `sys.implementation` is one; `type` is the type of such tuples. */
  staticAttributeTuple(type: Ref, fields: readonly string[], items: readonly Ref[]): Ref {
    const names = this.staticWords(...fields.map((field) => this.objects.intern(field) >>> 3));
    return this.staticWords(type, items.length, ...items, names);
  }

  private staticWords(...words: readonly number[]): number {
    const address = this.objects.image.exports.malloc(4 * words.length);
    this.objects.image.u32.set(words, address >>> 2);
    return address;
  }

  private handler(shape: Shape, handler: Handler): number {
    const shapes = Object.keys(NATIVE_FUNCTIONS) as Shape[];
    const first = shapes.slice(0, shapes.indexOf(shape)).reduce((sum, name) => sum + NATIVE_FUNCTIONS[name], 0);
    const position = this.used[shape]++;
    if (position >= NATIVE_FUNCTIONS[shape]) throw new Error(`The image has no more native functions of the shape ${shape}.`);
    this.handlers[first + position] = handler;
    return this.objects.image.exports.first_native.value + first + position;
  }

  private functionObject(min: number, max: number, takesKeywords: boolean, index: number): Ref {
    const { image } = this.objects;
    const object = image.exports.malloc(12);
    image.setWord(object, this.functionType);
    image.setWord(object + 4, (min << 17) | (max << 1) | (takesKeywords ? 1 : 0));
    image.setWord(object + 8, index);
    return object;
  }

  private streamProtocol(stream: StreamProtocol): number {
    const { image } = this.objects;
    const operation = (run?: (self: Ref, a: number, b: number) => StreamOutcome): number =>
      run ? this.handler('fourArgument', (self, a, b, errorAddress) => this.streamResult(run(self, a, b), errorAddress)) : 0;
    const protocol = image.exports.malloc(16);
    image.setWord(protocol, operation(stream.read?.bind(stream)));
    image.setWord(protocol + 4, operation(stream.write?.bind(stream)));
    image.setWord(protocol + 8, operation(stream.control.bind(stream)));
    image.setWord(protocol + 12, stream.isText === true ? 1 : 0);
    return protocol;
  }

  /** mp_vfs_proto_t: a function of the file system and a path as a C string. */
  private fileSystemProtocol(importStat: (self: Ref, path: string) => number): number {
    const { image } = this.objects;
    const protocol = image.exports.malloc(4);
    image.setWord(
      protocol,
      this.handler('positional', (self, path) => importStat(self, image.cString(path))),
    );
    return protocol;
  }

  private streamResult(outcome: StreamOutcome, errorAddress: number): number {
    if (outcome >= 0) return outcome;
    this.objects.image.setWord(errorAddress, -outcome);
    return STREAM_ERROR;
  }

  /** A print slot: hands the text to the printer's own function (mp_print_t: context, then function). */
  private printFunction(print: (self: Ref) => string): number {
    const { image } = this.objects;
    return this.handler('attribute', (printer, self) => {
      const text = new TextEncoder().encode(print(self));
      const block = this.objects.keep(image.exports.m_malloc(text.length + 1));
      image.u8.set(text, block);
      image.callIndirect(image.word(printer + 4), image.word(printer), block, text.length);
      return NULL;
    });
  }

  /** A subscr slot: the value says what is wanted (NULL: delete, which is refused; SENTINEL: load; otherwise store). */
  private subscriptFunction(subscript: NonNullable<NativeType['subscript']>): number {
    return this.handler('keyword', (self, index, value) => {
      if (value === NULL) return NULL;
      return subscript(self, index, value === SENTINEL ? undefined : value);
    });
  }

  /** An attr slot: two words say what is wanted (both 0: load; the first SENTINEL: store the second) and take the outcome. */
  private attributeFunction(attributes: AttributeProtocol): number {
    const { image } = this.objects;
    return this.handler('attribute', (self, name, wanted) => {
      const text = this.objects.text(this.objects.qstr(name));
      if (image.word(wanted) === NULL) {
        const value = attributes.load(self, text);
        // SENTINEL in the second word makes the VM look among the members.
        if (value === undefined) image.setWord(wanted + 4, SENTINEL);
        else image.setWord(wanted, value);
      } else if (image.word(wanted + 4) !== NULL && attributes.store(self, text, image.word(wanted + 4))) {
        image.setWord(wanted, NULL);
      }
      return NULL;
    });
  }

  private arguments(count: number, address: number): Ref[] {
    const { u32 } = this.objects.image;
    const first = address >>> 2;
    const args = new Array<Ref>(count);
    for (let i = 0; i < count; i++) args[i] = u32[first + i] ?? NULL;
    return args;
  }

  private keywords(map: number): ReadonlyMap<string, Ref> {
    return new Map(this.objects.mapEntries(map).map(({ key, value }) => [this.objects.text(key), value]));
  }

  private keywordArguments(count: number, address: number): ReadonlyMap<string, Ref> {
    const pairs = this.arguments(2 * count, address);
    return new Map(Array.from({ length: count }, (_, i) => [this.objects.text(pairs[2 * i] ?? NULL), pairs[2 * i + 1] ?? NULL]));
  }
}
