/**
 * The `hashlib` module: MD5, SHA-1 and SHA-256, fed in any number of pieces and ended by the digest. The hashing is
 * Node's; an object in VM memory holds the number of its hash, which goes when the object is collected.
 */
import { createHash, type Hash } from 'node:crypto';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

const ALGORITHMS = ['sha256', 'sha1', 'md5'] as const;
const NUMBER_OFFSET = 4;
/** As large as the state that an object holds on a board. */
const OBJECT_BYTES = 112;

export function hashlibModule(vm: Vm): Ref {
  return vm.natives.module('hashlib', Object.fromEntries(ALGORITHMS.map((algorithm) => [algorithm, hashType(vm, algorithm)])));
}

function hashType(vm: Vm, algorithm: string): Ref {
  const { natives, objects, image, convert, errors } = vm;
  /** Those that have not given their digest, by number. */
  const hashes = new Map<number, Hash>();
  let lastNumber = 0;
  const numberOf = (self: Ref): number => image.word(self + NUMBER_OFFSET);
  const hashOf = (self: Ref): Hash => hashes.get(numberOf(self)) ?? errors.value('hash is final');
  return natives.type({
    name: algorithm,
    make: (type, args, keywords) => {
      if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
      if (args.length > 1) return errors.type(`function expected at most 1 arguments, got ${args.length}`);
      const self = objects.allocate(OBJECT_BYTES, type, true);
      image.bytes(self, OBJECT_BYTES).fill(0, NUMBER_OFFSET);
      const [data] = args;
      const hash = createHash(algorithm);
      if (data !== undefined) hash.update(convert.buffer(data));
      hashes.set(++lastNumber, hash);
      image.setWord(self + NUMBER_OFFSET, lastNumber);
      return self;
    },
    members: {
      update: natives.function(2, 2, (self, data) => {
        hashOf(self).update(convert.buffer(data));
        return NONE;
      }),
      digest: natives.function(1, 1, (self) => {
        const digest = hashOf(self).digest();
        hashes.delete(numberOf(self));
        return objects.newBytes(digest);
      }),
      __del__: natives.function(1, 1, (self) => {
        hashes.delete(numberOf(self));
        return NONE;
      }),
    },
  });
}
