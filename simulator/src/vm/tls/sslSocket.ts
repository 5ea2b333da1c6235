/** `SSLSocket`: the names, signatures and results that a script sees of a TLS connection. */
import { Errno, TlsError, type SocketOperation } from '../../../../shared/src';
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseTlsError } from './tlsErrors';
import { TlsStreams, type WrapRequest } from './tlsStreams';

export class SslSockets {
  private readonly streams: TlsStreams;
  private readonly type: Ref;

  constructor(private readonly vm: Vm) {
    this.streams = new TlsStreams(vm);
    this.type = this.makeType();
  }

  wrap(request: WrapRequest): Ref {
    return this.streams.wrap(this.type, request);
  }

  private makeType(): Ref {
    const { natives, objects } = this.vm;
    const { streams } = this;
    const method = (name: string): Ref => objects.typeMember(objects.moduleMember(objects.importModule('io'), 'BytesIO'), name);
    const [read, readInto, write, close] = [method('read'), method('readinto'), method('write'), method('close')];
    return natives.type({
      name: 'SSLSocket',
      make: () => this.vm.errors.type("cannot create 'SSLSocket' instances"),
      members: {
        __del__: natives.function(1, 1, (self) => streams.finalise(self)),
        close,
        read: this.recordedMethod('read', read),
        readinto: this.recordedMethod('readinto', readInto),
        readline: this.recordedMethod('readline', method('readline')),
        write: this.recordedMethod('write', write),
        recv: natives.function(1, 2, (self, size?: Ref) => this.receive(self, size, read)),
        recv_into: this.recordedMethod('readinto', readInto),
        send: natives.function(2, 4, (self, data, ...range) => this.send(self, data, range)),
        sendall: this.recordedMethod('sendall', write),
        setblocking: natives.function(2, 2, (self, flag) => this.setBlocking(self, flag)),
        getpeercert: natives.function(2, 2, (self, isBinary) => this.peerCertificate(self, isBinary)),
        cipher: natives.function(1, 1, (self) => this.cipher(self)),
      },
      stream: {
        read: (self, address, size) => streams.transfer(self, 'read', address, size),
        write: (self, address, size) => streams.transfer(self, 'write', address, size),
        control: (self, request, argument) => streams.control(self, request, argument),
      },
    });
  }

  /** A stream method of the VM itself, recorded as one operation of the socket underneath. */
  private recordedMethod(operation: SocketOperation, method: Ref): Ref {
    const { objects, natives, recorder, image } = this.vm;
    return natives.wrapper((count, address) => {
      const run = (): Ref => objects.callWith(method, count, address);
      const recorded = count > 0 ? this.streams.recorded(image.word(address)) : undefined;
      return recorded ? recorder.whole(recorded, operation, run) : run();
    });
  }

  /** As `read`, but gives what one read of the stream gives. */
  private receive(self: Ref, sizeRef: Ref | undefined, readMethod: Ref): Ref {
    const { objects, image, convert } = this.vm;
    const size = sizeRef === undefined || sizeRef === NONE ? -1 : convert.int(sizeRef);
    if (size === -1) return objects.call(readMethod, self);
    if (size < 0) return this.vm.errors.withText('MemoryError', `memory allocation failed, allocating ${(size + 1) >>> 0} bytes`);
    const block = objects.keep(image.exports.m_malloc(size + 1));
    const count = this.single(self, 'recv', block, size);
    if (count === -Errno.EAGAIN) return NONE;
    if (count < 0) return raiseTlsError(this.vm, -count | 0);
    return objects.bytesAround(count < size ? image.exports.m_realloc(block, count + 1) : block, count);
  }

  /** As `write`, but writes once. */
  private send(self: Ref, data: Ref, range: readonly Ref[]): Ref {
    const { objects, convert } = this.vm;
    const bytes = sliceOf(
      convert.buffer(data),
      range.map((item) => convert.int(item)),
    );
    const count = this.single(self, 'send', bytes.byteOffset, bytes.length);
    if (count === -Errno.EAGAIN) return NONE;
    return count < 0 ? raiseTlsError(this.vm, -count | 0) : objects.int(count);
  }

  /** One step as an operation of its own. For no bytes at all the stream is not asked. */
  private single(self: Ref, operation: 'recv' | 'send', address: number, size: number): number {
    if (size === 0) return 0;
    const run = (): number => this.streams.transfer(self, operation === 'recv' ? 'read' : 'write', address, size);
    const recorded = this.streams.recorded(self);
    return recorded ? this.vm.recorder.whole(recorded, operation, run) : run();
  }

  private setBlocking(self: Ref, flag: Ref): Ref {
    const { objects, errors } = this.vm;
    const stream = this.streams.underneath(self);
    if (stream === NULL) return errors.os(Errno.EBADF);
    const method = objects.keep(objects.call(objects.builtin('getattr'), stream, objects.intern('setblocking')));
    return objects.call(method, flag);
  }

  private peerCertificate(self: Ref, isBinary: Ref): Ref {
    if (!this.vm.convert.bool(isBinary)) return this.vm.errors.raise('NotImplementedError');
    const certificate = this.streams.connection(self)?.peerCertificate;
    return certificate ? this.vm.objects.newBytes(certificate) : NONE;
  }

  /** Before the handshake is over a board reads from nowhere, and crashes; an error is kinder. */
  private cipher(self: Ref): Ref {
    const { objects } = this.vm;
    const connection = this.streams.connection(self);
    const name = connection?.suiteName ?? raiseTlsError(this.vm, TlsError.SSL_BAD_INPUT_DATA);
    return objects.tuple(objects.keep(objects.str(name)), objects.str(connection?.versionName ?? ''));
  }
}

/** The part of a buffer that `write(buffer, length)` and `write(buffer, offset, length)` mean. */
function sliceOf(bytes: Uint8Array, range: readonly number[]): Uint8Array {
  const [offset, length] = range.length < 2 ? [0, range[0] ?? bytes.length] : [range[0] ?? 0, range[1] ?? 0];
  const start = Math.min(offset, bytes.length);
  return bytes.subarray(start, Math.min(start + length, bytes.length));
}
