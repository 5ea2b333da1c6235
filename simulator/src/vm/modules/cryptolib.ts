/**
 * The `cryptolib` module: AES with 128 or 256 bits, in ECB and CBC mode, without padding. The first call decides whether an
 * object encrypts or decrypts. The cipher is Node's; key and chain lie in the object itself, as in C.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

const Mode = { ecb: 1, cbc: 2 } as const;
const Direction = { undecided: 0, encrypt: 1, decrypt: 2 } as const;
const BLOCK_BYTES = 16;
const SHORT_KEY_BYTES = 16;
const LONG_KEY_BYTES = 32;
const Offset = { mode: 4, direction: 5, keyLength: 6, key: 8, chain: 40 } as const;
const OBJECT_BYTES = 56;

export function cryptolibModule(vm: Vm): Ref {
  const { natives } = vm;
  const method = (direction: number): Ref =>
    natives.function(2, 3, (self, data, target?: Ref) => crypt(vm, { self, data, target, direction }));
  const aes = natives.type({
    name: 'aes',
    make: (type, args, keywords) => make(vm, type, args, keywords),
    members: { encrypt: method(Direction.encrypt), decrypt: method(Direction.decrypt) },
  });
  return natives.module('cryptolib', { aes });
}

function make({ objects, image, convert, errors }: Vm, type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
  if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
  const [keyArgument, modeArgument, chainArgument = NONE] = args;
  if (keyArgument === undefined || modeArgument === undefined)
    return errors.type(`function missing ${2 - args.length} required positional arguments`);
  if (args.length > 3) return errors.type(`function expected at most 3 arguments, got ${args.length}`);
  const mode = convert.int(modeArgument);
  if (mode !== Mode.ecb && mode !== Mode.cbc) return errors.value('mode');
  const self = objects.allocate(OBJECT_BYTES, type);
  const state = image.bytes(self, OBJECT_BYTES);
  state.fill(0, Offset.mode);
  const key = convert.buffer(keyArgument);
  if (key.length !== SHORT_KEY_BYTES && key.length !== LONG_KEY_BYTES) return errors.value('key');
  state[Offset.mode] = mode;
  state[Offset.keyLength] = key.length;
  state.set(key, Offset.key);
  if (chainArgument !== NONE) {
    const chain = convert.buffer(chainArgument);
    if (chain.length !== BLOCK_BYTES) return errors.value('IV');
    state.set(chain, Offset.chain);
  } else if (mode === Mode.cbc) return errors.value('IV');
  return self;
}

interface Call {
  readonly self: Ref;
  readonly data: Ref;
  /** Where the result goes; without it into a new bytes object. */
  readonly target: Ref | undefined;
  readonly direction: number;
}

function crypt({ objects, image, convert, errors }: Vm, { self, data, target, direction }: Call): Ref {
  const input = convert.buffer(data).slice();
  if (input.length % BLOCK_BYTES !== 0) return errors.value('blksize % 16');
  const output = target === undefined ? undefined : (objects.buffer(target, true) ?? errors.type('object with buffer protocol required'));
  if (output && output.length < input.length) return errors.value('output too small');
  const state = image.bytes(self, OBJECT_BYTES);
  const before = state[Offset.direction];
  if (before !== Direction.undecided && before !== direction) return errors.value("can't encrypt & decrypt");
  state[Offset.direction] = direction;

  const isChained = state[Offset.mode] === Mode.cbc;
  const keyLength = state[Offset.keyLength] ?? 0;
  const algorithm = `aes-${8 * keyLength}-${isChained ? 'cbc' : 'ecb'}`;
  const key = state.slice(Offset.key, Offset.key + keyLength);
  const chain = isChained ? state.slice(Offset.chain, Offset.chain + BLOCK_BYTES) : null;
  const create = direction === Direction.encrypt ? createCipheriv : createDecipheriv;
  const result = create(algorithm, key, chain).setAutoPadding(false).update(input);

  if (isChained && input.length > 0) {
    const secret = direction === Direction.encrypt ? result : input;
    state.set(secret.subarray(-BLOCK_BYTES), Offset.chain);
  }
  if (target === undefined || !output) return objects.newBytes(result);
  output.set(result);
  return target;
}
