/**
 * The `websocket` module: a stream of messages (RFC 6455) over another stream, as the server's side after the handshake,
 * which is the script's business. It sends unmasked frames of up to 65535 bytes, takes masked and unmasked ones, answers a
 * close frame with one and passes over other control frames. A quirk of extmod/modwebsocket.c that stays: no frame is
 * ever answered with a pong. The state of a frame half read lies in the object itself, as in C.
 */
import { Errno } from '../../../../shared/src';
import { NONE, TypeOffset, type Ref } from '../objects';
import type { Vm } from '../vm';

const StreamRequest = { close: 4, getDataOptions: 8, setDataOptions: 9 } as const;
const Opcode = { continuation: 0, text: 1, close: 8 } as const;
const OPCODE_MASK = 0x0f;
const FINAL_FRAME = 0x80;
const MASKED = 0x80;
const LENGTH_OF_TWO_BYTES = 126;
const LENGTH_OF_EIGHT_BYTES = 127;
const MAX_FRAME_BYTES = 0xffff;
const MASK_BYTES = 4;
const BLOCKING_WRITE = 0x80;

/** What is read next: the first two bytes of a frame, the rest of its header, or its payload. */
const Part = { start: 0, header: 1, data: 2, control: 3 } as const;

/** Bytes of the object: its type and the stream as words, then the state. */
const Offset = {
  stream: 4,
  payloadLeft: 8,
  mask: 12,
  part: 16,
  headerLeft: 17,
  maskPosition: 18,
  headerCount: 19,
  options: 20,
  messageFlags: 21,
  frameFlags: 22,
  header: 24,
  outgoing: 32,
} as const;
const OBJECT_BYTES = 36;

export function websocketModule(vm: Vm): Ref {
  const { natives, objects, convert, errors } = vm;
  const frames = new Frames(vm);
  const streamMethod = (name: string): Ref => objects.typeMember(objects.moduleMember(objects.importModule('io'), 'BytesIO'), name);
  const request = (self: Ref, number: number, argument: number): number => {
    const outcome = frames.control(self, number, argument);
    return outcome < 0 ? errors.os(-outcome) : outcome;
  };
  const type = natives.type({
    name: 'websocket',
    make: (itsType, args, keywords) => {
      if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
      const [stream, blocking] = args;
      if (stream === undefined) return errors.type('function missing 1 required positional arguments');
      if (args.length > 2) return errors.type(`function expected at most 2 arguments, got ${args.length}`);
      return frames.make(itsType, stream, blocking === objects.bool(true) ? BLOCKING_WRITE : 0);
    },
    members: {
      ...Object.fromEntries(['read', 'readinto', 'readline', 'write'].map((name) => [name, streamMethod(name)])),
      ioctl: natives.function(2, 3, (self, number, argument?: Ref) =>
        objects.int(request(self, convert.int(number), argument === undefined ? 0 : convert.int(argument))),
      ),
      close: natives.function(1, 1, (self) => {
        request(self, StreamRequest.close, 0);
        return NONE;
      }),
    },
    stream: {
      read: (self, address, size) => frames.read(self, address, size),
      write: (self, address, size) => frames.write(self, address, size),
      control: (self, number, argument) => frames.control(self, number, argument),
    },
  });
  return natives.module('websocket', { websocket: type });
}

class Frames {
  /** Where the stream below stores an errno. */
  private readonly errorAddress: number;

  constructor(private readonly vm: Vm) {
    this.errorAddress = vm.image.exports.malloc(4);
  }

  make(type: Ref, stream: Ref, options: number): Ref {
    const { image, objects, errors } = this.vm;
    const isObject = (stream & 3) === 0 && stream !== NONE && !objects.isInstance(stream, 'bool');
    if (!isObject || objects.slot(objects.typeOf(stream), TypeOffset.protocol) === 0)
      return errors.osText('stream operation not supported');
    const self = objects.allocate(OBJECT_BYTES, type);
    image.bytes(self, OBJECT_BYTES).fill(0, Offset.stream);
    image.setWord(self + Offset.stream, stream);
    image.u8[self + Offset.headerLeft] = 2;
    image.u8[self + Offset.options] = Opcode.text | options;
    return self;
  }

  read(self: Ref, address: number, sizeBytes: number): number {
    const { image } = this.vm;
    const { u8 } = image;
    for (;;) {
      const left = u8[self + Offset.headerLeft] ?? 0;
      if (left > 0) {
        const count = this.call(self, 'read', self + Offset.header + (u8[self + Offset.headerCount] ?? 0), left);
        if (count <= 0) return count;
        u8[self + Offset.headerCount] = (u8[self + Offset.headerCount] ?? 0) + count;
        u8[self + Offset.headerLeft] = left - count;
        if (count < left) return -Errno.EAGAIN;
      }
      const part = u8[self + Offset.part];
      if (part === Part.start) {
        const failure = this.takeStart(self);
        if (failure < 0) return failure;
      } else if (part === Part.header) this.takeHeader(self);
      else {
        const count = this.takePayload(self, address, sizeBytes);
        if (count < 0) return count;
        const hasEnded = image.word(self + Offset.payloadLeft) === 0;
        // The stream below has ended in the middle of a frame.
        if (count === 0 && !hasEnded) return 0;
        if (hasEnded) this.expectFrame(self);
        if (hasEnded && part === Part.control) {
          if (((u8[self + Offset.frameFlags] ?? 0) & OPCODE_MASK) === Opcode.close) {
            this.send(self, [FINAL_FRAME | Opcode.close, 0], 0, 0);
            return 0;
          }
        } else if (count > 0) return count; // a message without bytes is not the end of the stream
      }
    }
  }

  write(self: Ref, address: number, sizeBytes: number): number {
    if (sizeBytes > MAX_FRAME_BYTES) return -Errno.ENOBUFS;
    const flags = FINAL_FRAME | ((this.vm.image.u8[self + Offset.options] ?? 0) & OPCODE_MASK);
    const header = sizeBytes < LENGTH_OF_TWO_BYTES ? [flags, sizeBytes] : [flags, LENGTH_OF_TWO_BYTES, sizeBytes >>> 8, sizeBytes & 0xff];
    return this.send(self, header, address, sizeBytes);
  }

  control(self: Ref, request: number, argument: number): number {
    const { u8 } = this.vm.image;
    if (request === StreamRequest.close) return Math.min(0, this.call(self, 'control', StreamRequest.close, 0));
    if (request === StreamRequest.getDataOptions) return (u8[self + Offset.messageFlags] ?? 0) & OPCODE_MASK;
    if (request !== StreamRequest.setDataOptions) return -Errno.EINVAL;
    const before = u8[self + Offset.options] ?? 0;
    u8[self + Offset.options] = (before & ~OPCODE_MASK) | (argument & OPCODE_MASK);
    return before & OPCODE_MASK;
  }

  private takeStart(self: Ref): number {
    const { image } = this.vm;
    const { u8 } = image;
    const flags = u8[self + Offset.header] ?? 0;
    const lengths = u8[self + Offset.header + 1] ?? 0;
    const length = lengths & ~MASKED;
    u8[self + Offset.frameFlags] = flags;
    // A continued message keeps the kind that its first frame had.
    const opcode =
      (flags & OPCODE_MASK) === Opcode.continuation ? (u8[self + Offset.messageFlags] ?? 0) & OPCODE_MASK : flags & OPCODE_MASK;
    u8[self + Offset.messageFlags] = opcode | (flags & ~OPCODE_MASK);
    image.setWord(self + Offset.mask, 0);
    if (length === LENGTH_OF_EIGHT_BYTES) {
      this.call(self, 'control', StreamRequest.close, 0);
      return -Errno.EIO;
    }
    const rest = (length === LENGTH_OF_TWO_BYTES ? 2 : 0) + ((lengths & MASKED) === 0 ? 0 : MASK_BYTES);
    image.setWord(self + Offset.payloadLeft, length);
    u8[self + Offset.headerCount] = 0;
    u8[self + Offset.headerLeft] = rest;
    u8[self + Offset.part] = rest > 0 ? Part.header : this.payloadPart(self);
    return 0;
  }

  /** What followed the first two bytes: a length, a mask, or both. */
  private takeHeader(self: Ref): void {
    const { image } = this.vm;
    const { u8 } = image;
    const header = self + Offset.header;
    const count = u8[self + Offset.headerCount] ?? 0;
    if ((count & 2) !== 0) image.setWord(self + Offset.payloadLeft, ((u8[header] ?? 0) << 8) | (u8[header + 1] ?? 0));
    if ((count & MASK_BYTES) !== 0) u8.copyWithin(self + Offset.mask, header + count - MASK_BYTES, header + count);
    u8[self + Offset.headerCount] = 0;
    u8[self + Offset.part] = this.payloadPart(self);
  }

  private payloadPart(self: Ref): number {
    return ((this.vm.image.u8[self + Offset.frameFlags] ?? 0) & OPCODE_MASK) >= Opcode.close ? Part.control : Part.data;
  }

  private takePayload(self: Ref, address: number, sizeBytes: number): number {
    const { image } = this.vm;
    const { u8 } = image;
    const left = image.word(self + Offset.payloadLeft);
    if (left === 0) return 0;
    const count = this.call(self, 'read', address, Math.min(sizeBytes, left));
    if (count <= 0) return count;
    let position = u8[self + Offset.maskPosition] ?? 0;
    for (let i = 0; i < count; i++) {
      const mask = u8[self + Offset.mask + (position++ & 3)] ?? 0;
      u8[address + i] = (u8[address + i] ?? 0) ^ mask;
    }
    u8[self + Offset.maskPosition] = position & 3;
    image.setWord(self + Offset.payloadLeft, left - count);
    return count;
  }

  private expectFrame(self: Ref): void {
    const { u8 } = this.vm.image;
    u8[self + Offset.part] = Part.start;
    u8[self + Offset.headerLeft] = 2;
    u8[self + Offset.headerCount] = 0;
    u8[self + Offset.maskPosition] = 0;
  }

  private send(self: Ref, header: readonly number[], address: number, sizeBytes: number): number {
    const { u8 } = this.vm.image;
    const isBlocking = ((u8[self + Offset.options] ?? 0) & BLOCKING_WRITE) !== 0;
    if (isBlocking) this.setBlocking(self, true);
    u8.set(header, self + Offset.outgoing);
    const sent = this.writeAll(self, self + Offset.outgoing, header.length);
    const outcome = sent < 0 ? sent : this.writeAll(self, address, sizeBytes);
    if (isBlocking) this.setBlocking(self, false);
    return outcome;
  }

  private setBlocking(self: Ref, value: boolean): void {
    const { image, objects } = this.vm;
    const stream = image.word(self + Offset.stream);
    const method = objects.keep(objects.call(objects.builtin('getattr'), stream, objects.intern('setblocking')));
    objects.call(method, objects.bool(value));
  }

  /** Writes until everything is out; what was written before a stream would block counts. */
  private writeAll(self: Ref, address: number, sizeBytes: number): number {
    let done = 0;
    while (done < sizeBytes) {
      const count = this.call(self, 'write', address + done, sizeBytes - done);
      if (count < 0) return count === -Errno.EAGAIN && done > 0 ? done : count;
      if (count === 0) break;
      done += count;
    }
    return done;
  }

  /** An operation of the stream below; a negated errno if it fails. */
  private call(self: Ref, operation: 'read' | 'write' | 'control', a: number, b: number): number {
    const { image, objects } = this.vm;
    const stream = image.word(self + Offset.stream);
    const protocol = objects.slot(objects.typeOf(stream), TypeOffset.protocol);
    const outcome = image.callIndirect(
      image.word(protocol + { read: 0, write: 4, control: 8 }[operation]),
      stream,
      a,
      b,
      this.errorAddress,
    );
    return outcome === -1 || outcome === 0xffffffff ? -image.word(this.errorAddress) : outcome;
  }
}
