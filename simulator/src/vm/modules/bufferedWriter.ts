/**
 * `io.BufferedWriter`, which hands on what is written in blocks of one size, for streams that want whole blocks. What does not
 * fill a block waits in the object until `flush`, and is lost without it.
 */
import { NONE, NULL, TypeOffset, type Ref } from '../objects';
import type { Vm } from '../vm';
import { checkArgumentCount } from './keywordArguments';

/** Of mp_obj_bufwriter_t: the stream, the size of a block, how much of it is filled, and then the block itself. */
const Offset = { stream: 4, size: 8, filled: 12, block: 16 } as const;
const WRITE_OF_PROTOCOL = 4;
const STREAM_ERROR = -1;

export function bufferedWriterType(vm: Vm): Ref {
  const { objects, natives, convert, errors, image } = vm;
  const errorAddress = image.exports.malloc(4);

  const writeOf = (stream: Ref): number => {
    const protocol = (stream & 3) === 0 ? objects.slot(objects.typeOf(stream), TypeOffset.protocol) : NULL;
    const write = protocol === NULL ? NULL : image.word(protocol + WRITE_OF_PROTOCOL);
    return write === NULL ? errors.withText('OSError', 'stream operation not supported') : write;
  };
  /** Writes so much of the block to the stream. Returns 0 or an errno. */
  const passOn = (self: Ref, length: number): number => {
    const stream = image.word(self + Offset.stream);
    const write = writeOf(stream);
    for (let done = 0; done < length;) {
      const count = image.callIndirect(write, stream, self + Offset.block + done, length - done, errorAddress);
      if (count === STREAM_ERROR) return image.word(errorAddress);
      if (count === 0) break;
      done += count;
    }
    image.setWord(self + Offset.filled, 0);
    return 0;
  };

  return natives.type({
    name: 'BufferedWriter',
    make: (type, args, keywords) => {
      checkArgumentCount(errors, args, keywords, { min: 2, max: 2 });
      const [stream = NONE, sizeRef = NONE] = args;
      const size = convert.int(sizeRef);
      writeOf(stream);
      const self = objects.allocate(Offset.block + size, type);
      image.setWord(self + Offset.stream, stream);
      image.setWord(self + Offset.size, size);
      image.setWord(self + Offset.filled, 0);
      return self;
    },
    members: {
      write: objects.typeMember(objects.moduleMember(objects.importModule('io'), 'BytesIO'), 'write'),
      flush: natives.function(1, 1, (self) => {
        const errno = passOn(self, image.word(self + Offset.filled));
        return errno === 0 ? NONE : errors.os(errno);
      }),
    },
    stream: {
      read: () => errors.withText('OSError', 'stream operation not supported'),
      write: (self, address, length) => {
        const size = image.word(self + Offset.size);
        for (let taken = 0; taken < length;) {
          const filled = image.word(self + Offset.filled);
          const part = Math.min(size - filled, length - taken);
          image.u8.copyWithin(self + Offset.block + filled, address + taken, address + taken + part);
          image.setWord(self + Offset.filled, filled + part);
          taken += part;
          const errno = filled + part === size ? passOn(self, size) : 0;
          if (errno !== 0) return -errno;
        }
        return length;
      },
      control: () => 0,
    },
  });
}
