/**
 * TLS connections as streams of the VM: each belongs to an object in memory, which holds the stream underneath and the
 * context, because the collector must see both; the connection itself is kept here under the object's number until the
 * object is collected. What is done in each case is that of MicroPython's extmod/modtls_mbedtls.c.
 */
import { Errno, TlsError, type SocketOutcome } from '../../../../shared/src';
import { verifyText } from '../../tls/chainVerification';
import { VerifyMode, type Bio } from '../../tls/configuration';
import { TlsConnection } from '../../tls/connection';
import { Alert } from '../../tls/failure';
import { negativeErrno } from '../natives';
import { NONE, NULL, type Ref } from '../objects';
import type { RecordedSocket } from '../recorder';
import type { Share } from '../systemHeap';
import type { Vm } from '../vm';
import type { ContextState } from './contextState';
import { RawStreams, StreamRequest } from './rawStream';
import { raiseTlsError } from './tlsErrors';

/** An SSLSocket in memory: its type, its number, the stream underneath (NULL once it is closed), the context. */
const Offset = { number: 4, stream: 8, context: 12 } as const;
const OBJECT_BYTES = 16;
const PollFlag = { readable: 1, writable: 4, invalid: 32 } as const;
const READ_OR_WRITE = PollFlag.readable | PollFlag.writable;
const MAX_HOST_NAME_BYTES = 255;
/** Where the board's clock counts from. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
/** How often a stream is asked that has no way to say that something has arrived. */
const ASK_AGAIN_MS = 1;

export interface WrapRequest {
  readonly stream: Ref;
  readonly context: ContextState;
  readonly contextObject: Ref;
  readonly isServerSide: boolean;
  readonly handshake: 'now' | 'later';
  /** Raises if what was given is no text. */
  readonly hostName: (() => string) | undefined;
  readonly clientId: Ref;
  /** Address of the word with the callback that looks at certificates. */
  readonly callbackAddress: number;
}

interface StreamState {
  /** Undefined once it is closed or has failed in its handshake. */
  connection: TlsConnection | undefined;
  /** The memory that the connection takes. */
  readonly share: Share;
  /** What the protocol waits for if it is not what the script asked for. */
  pollMask: number;
  /** The code with which every later call fails; 0 if there is none. */
  lastError: number;
  readonly recorded: RecordedSocket | undefined;
  /** When the handshake began; undefined once it is recorded. */
  handshakeStartMs: number | undefined;
}

export class TlsStreams {
  private readonly states = new Map<number, StreamState>();
  private readonly streams: RawStreams;
  private lastNumber = 0;

  constructor(private readonly vm: Vm) {
    this.streams = new RawStreams(vm.image, vm.objects);
  }

  wrap(type: Ref, request: WrapRequest): Ref {
    const { vm, streams } = this;
    const { stream, context } = request;
    if (!streams.isStream(stream)) return vm.errors.osText('stream operation not supported');
    const object = vm.objects.keep(vm.objects.allocate(OBJECT_BYTES, type, true));
    vm.image.setWord(object + Offset.number, 0);
    vm.image.setWord(object + Offset.stream, NULL);
    vm.image.setWord(object + Offset.context, request.contextObject);
    const serverName = request.hostName?.();
    if (serverName === undefined && context.verifyMode === VerifyMode.required && !request.isServerSide) {
      return vm.errors.value('CERT_REQUIRED requires server_hostname');
    }
    if (Buffer.byteLength(serverName ?? '') > MAX_HOST_NAME_BYTES) return raiseTlsError(vm, TlsError.SSL_BAD_INPUT_DATA);
    const isDatagramServer = context.transport === 'datagram' && context.endpoint === 'server';
    const clientId = isDatagramServer ? vm.objects.buffer(request.clientId) : undefined;
    if (isDatagramServer && !clientId) return raiseTlsError(vm, TlsError.SSL_BAD_INPUT_DATA);

    const share = vm.systemHeap.take('tls') ?? raiseTlsError(vm, TlsError.SSL_ALLOC_FAILED);
    const recorded = vm.recorder.socketOf(stream);
    const bio: Bio = {
      read: (target) => vm.recorder.beneath(recorded, () => streams.read(stream, target)),
      write: (source) => vm.recorder.beneath(recorded, () => streams.write(stream, source)),
    };
    const options = {
      serverName,
      clientId: clientId && Buffer.from(clientId),
      dateMs: () => EPOCH_MS + vm.chip.clock.nowMs,
      nowMs: () => performance.now(),
    };
    const ask = (certificate: Buffer, depth: number): number => this.ask(request.callbackAddress, certificate, depth);
    const state: StreamState = {
      connection: new TlsConnection(context, options, bio, ask),
      share,
      pollMask: 0,
      lastError: 0,
      recorded,
      handshakeStartMs: vm.recorder.now(),
    };
    const number = ++this.lastNumber;
    this.states.set(number, state);
    vm.image.setWord(object + Offset.number, number);
    // Only from now on the socket is what closes the stream when it is collected.
    vm.image.setWord(object + Offset.stream, stream);
    if (request.handshake === 'now') this.completeHandshake(object, state);
    return object;
  }

  /** The connection of an object; undefined once it is closed or has failed in its handshake. */
  connection(self: Ref): TlsConnection | undefined {
    return this.state(self).connection;
  }

  /** The socket on whose number an object's operations are recorded. */
  recorded(self: Ref): RecordedSocket | undefined {
    return this.states.get(this.vm.image.word(self + Offset.number))?.recorded;
  }

  /** The stream under an object; NULL once it is closed. */
  underneath(self: Ref): Ref {
    return this.vm.image.word(self + Offset.stream);
  }

  transfer(self: Ref, operation: 'read' | 'write', address: number, size: number): number {
    const { recorder, image } = this.vm;
    const state = this.state(self);
    state.pollMask = 0;
    if (state.lastError !== 0) return negativeErrno(state.lastError);
    const startMs = recorder.now();
    const bytes = image.bytes(address, size);
    const outcome = this.outcomeOf(state, operation, bytes);
    if (state.connection?.isHandshakeOver === true) this.recordHandshake(state, 0);
    if (recorder.isOn && state.recorded) recorder.step(state.recorded, operation, startMs, outcome, bytes);
    if (outcome < 0 && outcome !== -Errno.EAGAIN) this.checkHandshake(self, state);
    return outcome;
  }

  private outcomeOf(state: StreamState, operation: 'read' | 'write', bytes: Uint8Array): number {
    const code = state.connection?.[operation](bytes) ?? TlsError.SSL_BAD_INPUT_DATA;
    if (code >= 0) return code;
    switch (code) {
      case TlsError.SSL_PEER_CLOSE_NOTIFY:
        if (operation === 'read') return 0;
        break;
      case TlsError.SSL_WANT_READ:
        if (operation === 'write') state.pollMask = PollFlag.readable;
        return -Errno.EAGAIN;
      case TlsError.SSL_WANT_WRITE:
        if (operation === 'read') state.pollMask = PollFlag.writable;
        return -Errno.EAGAIN;
    }
    state.lastError = code;
    return negativeErrno(code);
  }

  /** A handshake that fails inside a read or write raises at once, except where the other side has just gone. */
  private checkHandshake(self: Ref, state: StreamState): void {
    const { connection, lastError } = state;
    if (connection?.isHandshakeOver === true) return;
    if (lastError === TlsError.SSL_CONN_EOF) return this.recordHandshake(state, lastError);
    if (lastError === TlsError.SSL_NO_CLIENT_CERTIFICATE) connection?.sendAlert(Alert.handshakeFailure);
    return this.failHandshake(self, state, lastError);
  }

  control(self: Ref, request: number, argument: number): number {
    const state = this.states.get(this.vm.image.word(self + Offset.number));
    const stream = this.vm.image.word(self + Offset.stream);
    if (request === StreamRequest.poll) return this.poll(stream, state, argument);
    if (request === StreamRequest.raiseError) return raiseTlsError(this.vm, argument | 0);
    if (request !== StreamRequest.close) return -Errno.EINVAL;
    if (stream === NULL) return 0;
    this.vm.image.setWord(self + Offset.stream, NULL);
    if (state) this.drop(state);
    return this.streams.control(stream, request, argument);
  }

  private poll(stream: Ref, state: StreamState | undefined, asked: number): number {
    if (stream === NULL || !state || state.lastError !== 0) return PollFlag.invalid;
    // The protocol may have to read before it can write, or the other way round: the stream is asked for that direction.
    const replaced = state.pollMask === 0 ? 0 : asked & READ_OR_WRITE;
    const wanted = replaced === 0 ? asked : (asked & ~replaced) | state.pollMask;
    const pending = (wanted & PollFlag.readable) !== 0 && state.connection?.hasPending === true ? PollFlag.readable : 0;
    if (pending !== 0 && wanted === PollFlag.readable) return pending;
    const flags = this.streams.control(stream, StreamRequest.poll, wanted);
    if (flags < 0) return flags;
    return flags | pending | (((flags | pending) & state.pollMask) === 0 ? 0 : replaced);
  }

  finalise(self: Ref): Ref {
    try {
      this.control(self, StreamRequest.close, 0);
    } finally {
      // A stream written in Python cannot run while the collector does, and raises MemoryError.
      this.states.delete(this.vm.image.word(self + Offset.number));
    }
    return NONE;
  }

  /** Waits for the end of the handshake, also over a stream that does not block. */
  private completeHandshake(self: Ref, state: StreamState): void {
    const { connection } = state;
    for (;;) {
      const outcome = connection?.handshake() ?? 0;
      if (outcome === 0) return this.recordHandshake(state, 0);
      if (outcome !== TlsError.SSL_WANT_READ && outcome !== TlsError.SSL_WANT_WRITE) return this.failHandshake(self, state, outcome);
      this.waitForStream(self, state, outcome === TlsError.SSL_WANT_READ ? PollFlag.readable : PollFlag.writable);
    }
  }

  private waitForStream(self: Ref, { recorded, connection }: StreamState, flag: number): void {
    const { scheduler, image } = this.vm;
    const stream = image.word(self + Offset.stream);
    if (recorded) scheduler.waitUntil(() => this.streams.control(stream, StreamRequest.poll, flag) !== 0, connection?.deadlineMs);
    else scheduler.waitUntil(() => false, performance.now() + ASK_AGAIN_MS);
  }

  /** The connection is gone; the stream underneath stays open. */
  private failHandshake(self: Ref, state: StreamState, code: number): never {
    this.recordHandshake(state, code);
    const flags = state.connection?.verifyFlags ?? 0;
    this.drop(state);
    this.vm.image.setWord(self + Offset.stream, NULL);
    const text = code === TlsError.X509_CERT_VERIFY_FAILED ? verifyText(flags) : undefined;
    return text === undefined ? raiseTlsError(this.vm, code) : this.vm.errors.value(text);
  }

  private drop(state: StreamState): void {
    state.connection = undefined;
    this.vm.systemHeap.release(state.share);
  }

  private recordHandshake(state: StreamState, code: number): void {
    const { recorded, handshakeStartMs, share, connection } = state;
    const { recorder } = this.vm;
    if (code === 0) this.vm.systemHeap.handshakeOver(share);
    if (recorded && handshakeStartMs !== undefined) {
      const tls = code === 0 && recorder.isOn ? connection?.facts : undefined;
      const outcome: SocketOutcome = code === 0 ? { kind: 'ok' } : { kind: 'error', errno: code };
      recorder.record(recorded, 'handshake', handshakeStartMs, outcome, undefined, tls && { tls });
    }
    state.handshakeStartMs = undefined;
  }

  /** Asks the script's callback about a certificate. */
  private ask(callbackAddress: number, certificate: Buffer, depth: number): number {
    const { objects, image, convert } = this.vm;
    const kept = objects.roots.count;
    const view = objects.keep(objects.make('memoryview', objects.keep(objects.newBytes(certificate))));
    const verdict = objects.call(image.word(callbackAddress), view, objects.int(depth));
    objects.roots.release(kept);
    return convert.int(verdict);
  }

  private state(self: Ref): StreamState {
    return this.states.get(this.vm.image.word(self + Offset.number)) ?? this.vm.errors.os(Errno.EBADF);
  }
}
