/**
 * `tls.SSLContext`: what connections have in common. An object in memory holds the callback, which the collector must see;
 * the rest is kept here under the object's number until the object is collected.
 */
import { TlsError } from '../../../../shared/src';
import { isPem, readCertificates, readPrivateKey } from '../../tls/credentials';
import { SUITES, suiteNamed } from '../../tls/suites';
import { parseArguments } from '../modules/keywordArguments';
import { FALSE, NONE, TRUE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { ContextState } from './contextState';
import type { SslSockets } from './sslSocket';
import { raiseTlsError } from './tlsErrors';

/** A context in memory: its type, its number, the callback. */
const Offset = { number: 4, callback: 8 } as const;
const OBJECT_BYTES = 12;
const ATTRIBUTES = ['verify_mode', 'verify_callback'] as const;
const ANY_COUNT = 0xffff;

export class SslContexts {
  private readonly states = new Map<number, ContextState>();
  private lastNumber = 0;

  constructor(
    private readonly vm: Vm,
    private readonly sockets: SslSockets,
  ) {}

  type(): Ref {
    const { natives, objects } = this.vm;
    // So that `dir` knows of them.
    for (const name of ATTRIBUTES) objects.intern(name);
    return natives.type({
      name: 'SSLContext',
      make: (type, args, keywords) => this.make(type, args, keywords),
      members: {
        __del__: natives.function(1, 1, (self) => {
          this.states.delete(this.vm.image.word(self + Offset.number));
          return NONE;
        }),
        get_ciphers: natives.function(1, 1, () => objects.list(...SUITES.map(({ name }) => objects.keep(objects.str(name))))),
        set_ciphers: natives.function(2, 2, (self, names) => this.setCiphers(this.state(self), names)),
        load_cert_chain: natives.function(3, 3, (self, certificate, key) => this.loadCertChain(this.state(self), certificate, key)),
        load_verify_locations: natives.function(2, 2, (self, data) => this.loadVerifyLocations(this.state(self), data)),
        wrap_socket: natives.keywordFunction(2, ANY_COUNT, (args, keywords) => this.wrapSocket(args, keywords)),
      },
      attributes: {
        load: (self, name) => this.loadAttribute(self, name),
        store: (self, name, value) => this.storeAttribute(self, name, value),
      },
    });
  }

  private make(type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, objects, image } = this.vm;
    if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
    if (args.length !== 1) return errors.type(`function takes 1 positional arguments but ${args.length} were given`);
    const protocol = convert.int(args[0] ?? NONE);
    const object = objects.allocate(OBJECT_BYTES, type, true);
    const number = ++this.lastNumber;
    image.setWord(object + Offset.number, number);
    image.setWord(object + Offset.callback, NONE);
    this.states.set(number, new ContextState(protocol));
    return object;
  }

  private loadAttribute(self: Ref, name: string): Ref | undefined {
    if (name === 'verify_mode') return this.vm.objects.int(this.state(self).verifyMode);
    return name === 'verify_callback' ? this.vm.image.word(self + Offset.callback) : undefined;
  }

  private storeAttribute(self: Ref, name: string, value: Ref): boolean {
    const state = this.state(self);
    if (name === 'verify_mode') {
      state.verifyMode = this.vm.convert.int(value);
    } else if (name === 'verify_callback') {
      this.vm.image.setWord(self + Offset.callback, value);
      state.asksAboutCertificates = value !== NONE;
    } else {
      return false;
    }
    return true;
  }

  private setCiphers(state: ContextState, names: Ref): Ref {
    const { convert } = this.vm;
    const items = convert.sequence(names);
    if (items.length === 0) return raiseTlsError(this.vm, TlsError.SSL_BAD_CONFIG);
    state.suites = items.map((item) => suiteNamed(convert.str(item)) ?? raiseTlsError(this.vm, TlsError.SSL_BAD_CONFIG));
    return NONE;
  }

  private loadCertChain(state: ContextState, certificate: Ref, keyData: Ref): Ref {
    const key = this.data(keyData);
    if (!state.loadKey(readPrivateKey(key), isPem(key))) return raiseTlsError(this.vm, TlsError.PK_BAD_INPUT_DATA);
    const chain = readCertificates(this.data(certificate)) ?? raiseTlsError(this.vm, TlsError.X509_BAD_INPUT_DATA);
    state.loadChain(chain);
    return NONE;
  }

  private loadVerifyLocations(state: ContextState, data: Ref): Ref {
    const added = readCertificates(this.data(data)) ?? raiseTlsError(this.vm, TlsError.X509_BAD_INPUT_DATA);
    state.trusted = [...(state.trusted ?? []), ...added];
    return NONE;
  }

  private wrapSocket(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const [self = NONE, stream = NONE, ...rest] = args;
    const context = this.state(self);
    const names = ['server_side', 'do_handshake_on_connect', 'server_hostname', 'client_id'] as const;
    const parsed = parseArguments(errors, { positional: [], keywordOnly: names }, rest, keywords);
    const { server_side = FALSE, do_handshake_on_connect = TRUE, server_hostname = NONE, client_id = NONE } = parsed;
    return this.sockets.wrap({
      stream,
      context,
      contextObject: self,
      isServerSide: convert.bool(server_side),
      handshake: convert.bool(do_handshake_on_connect) ? 'now' : 'later',
      hostName: server_hostname === NONE ? undefined : () => convert.str(server_hostname),
      clientId: client_id,
      callbackAddress: self + Offset.callback,
    });
  }

  /** The bytes of a certificate or key: a str or bytes object, nothing else. */
  private data(ref: Ref): Uint8Array {
    this.vm.convert.str(ref);
    return this.vm.convert.buffer(ref).slice();
  }

  private state(self: Ref): ContextState {
    return this.states.get(this.vm.image.word(self + Offset.number)) ?? this.vm.errors.type('argument has wrong type');
  }
}
