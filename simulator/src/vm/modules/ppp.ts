/**
 * `network.PPP` with nobody at the other end of its stream: the object goes through its states as far as that, and never gets
 * a connection. Nothing is read from the stream. States and texts are those of MicroPython's ports/esp32/network_ppp.c.
 */
import { Errno } from '../../../../shared/src';
import { NONE, TypeOffset, type Ref } from '../objects';
import type { Vm } from '../vm';
import { parseArguments } from './keywordArguments';

const State = { inactive: 0, active: 1, connecting: 3 } as const;
/** PPPAUTHTYPE_ of lwIP. */
const Security = { none: 0, pap: 1, chap: 2 } as const;
/** What `poll` gives then: EPERM negated. */
const NOT_CONNECTING = -1;

/** An object in memory: its type, its state and its stream. */
const OBJECT_BYTES = 12;
const STATE_OFFSET = 4;
const STREAM_OFFSET = 8;
const ANY_COUNT = 0xffff;

const CONNECT_PARAMETERS = { positional: [], keywordOnly: ['security', 'user', 'key', 'authmode', 'username', 'password'] } as const;

export function pppType(vm: Vm): Ref {
  return new Ppp(vm).type;
}

class Ppp {
  readonly type: Ref;

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    const names = Object.entries({ NONE: Security.none, PAP: Security.pap, CHAP: Security.chap });
    this.type = natives.type({
      name: 'PPP',
      make: (type, args, keywords) => this.make(type, args, keywords),
      members: {
        active: natives.function(1, 2, (self, flag?: Ref) => this.active(self, flag)),
        connect: natives.keywordFunction(1, ANY_COUNT, ([self = NONE, ...args], keywords) => this.connect(self, args, keywords)),
        disconnect: natives.function(1, 1, (self) => this.disconnect(self)),
        isconnected: natives.function(1, 1, () => objects.bool(false)),
        status: natives.function(1, 1, (self) => objects.int(this.state(self))),
        poll: natives.function(1, 2, (self) => objects.int(this.state(self) === State.connecting ? 0 : NOT_CONNECTING)),
        config: natives.keywordFunction(1, ANY_COUNT, ([self = NONE, ...args], keywords) => this.config(self, args, keywords)),
        ifconfig: natives.function(1, 2, (self) => this.ifconfig(self)),
        ipconfig: natives.keywordFunction(1, ANY_COUNT, ([self = NONE, ...args], keywords) => this.ipconfig(self, args, keywords)),
        ...Object.fromEntries(names.flatMap(([name, value]) => ['SEC', 'AUTH'].map((prefix) => [`${prefix}_${name}`, objects.int(value)]))),
      },
    });
  }

  private make(type: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { errors, objects, image } = this.vm;
    if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
    const [stream] = args;
    if (stream === undefined || args.length > 1) return errors.type(`function takes 1 positional arguments but ${args.length} were given`);
    this.requireStream(stream);
    const object = objects.allocate(OBJECT_BYTES, type);
    image.setWord(object + STATE_OFFSET, State.inactive);
    image.setWord(object + STREAM_OFFSET, stream);
    return object;
  }

  private active(self: Ref, flag: Ref | undefined): Ref {
    const { convert, objects } = this.vm;
    if (flag !== undefined) {
      if (convert.bool(flag)) this.activate(self);
      else this.deactivate(self);
    }
    return objects.bool(this.state(self) !== State.inactive);
  }

  private connect(self: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const { security, user, key, authmode, username, password } = parseArguments(errors, CONNECT_PARAMETERS, args, keywords);
    const chosen = security ?? authmode;
    const number = chosen === undefined ? Security.none : convert.int(chosen);
    this.activate(self);
    if (this.state(self) === State.connecting) return errors.os(Errno.EALREADY);
    if (!(Object.values(Security) as number[]).includes(number)) return errors.value('invalid auth');
    if (number !== Security.none) for (const text of [user ?? username, key ?? password]) convert.str(text ?? NONE);
    this.setState(self, State.connecting);
    return NONE;
  }

  private disconnect(self: Ref): Ref {
    if (this.state(self) === State.connecting) this.deactivate(self);
    return NONE;
  }

  private config(self: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, image } = this.vm;
    const [name] = args;
    if (keywords.size > 0) {
      if (name !== undefined) return errors.type('either pos or kw args are allowed');
      const stream = keywords.get('stream');
      if (stream === undefined) return NONE;
      this.requireStream(stream);
      image.setWord(self + STREAM_OFFSET, stream);
      return NONE;
    }
    if (name === undefined || args.length > 1) return errors.type('can query only one param');
    switch (convert.str(name)) {
      case 'stream':
        return image.word(self + STREAM_OFFSET);
      case 'ifname':
        return this.state(self) === State.inactive ? NONE : this.vm.objects.str('pp3');
      default:
        return errors.value('unknown config param');
    }
  }

  /** All zeros once the object is active, since there never is a connection. */
  private ifconfig(self: Ref): Ref {
    const { objects } = this.vm;
    if (this.state(self) === State.inactive) return objects.tuple(NONE, NONE, NONE, NONE);
    const none = objects.keep(objects.str('0.0.0.0'));
    return objects.tuple(none, none, none, objects.keep(objects.str(this.vm.board.nameServer)));
  }

  private ipconfig(self: Ref, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, objects } = this.vm;
    if (keywords.size > 0) return errors.type('setting properties not supported');
    if (this.state(self) === State.inactive) return errors.value('PPP not active');
    const [name] = args;
    if (name === undefined || args.length > 1) return errors.type('must query one param');
    const none = objects.keep(objects.str('0.0.0.0'));
    switch (convert.str(name)) {
      case 'addr4':
        return objects.tuple(none, none);
      case 'gw4':
        return none;
      default:
        return errors.value('unexpected key');
    }
  }

  /** The stream must tell when something has come in, as a UART does. */
  private activate(self: Ref): void {
    if (this.state(self) !== State.inactive) return;
    this.setState(self, State.active);
    this.listen(self, (stream) => [this.member(self, 'poll'), this.member(stream, 'IRQ_RXIDLE')]);
  }

  private deactivate(self: Ref): void {
    if (this.state(self) === State.inactive) return;
    this.listen(self, () => [NONE]);
    this.setState(self, State.inactive);
  }

  private listen(self: Ref, args: (stream: Ref) => readonly Ref[]): void {
    const { image, objects } = this.vm;
    const stream = image.word(self + STREAM_OFFSET);
    if (stream === NONE) return;
    const irq = objects.keep(this.member(stream, 'irq'));
    objects.call(irq, ...args(stream).map((arg) => objects.keep(arg)));
  }

  private member(object: Ref, name: string): Ref {
    const { objects } = this.vm;
    return objects.keep(objects.call(objects.builtin('getattr'), object, objects.intern(name)));
  }

  private requireStream(stream: Ref): void {
    const { errors, objects } = this.vm;
    if (stream === NONE) return;
    if ((stream & 3) !== 0 || objects.slot(objects.typeOf(stream), TypeOffset.protocol) === 0)
      errors.osText('stream operation not supported');
  }

  private state(self: Ref): number {
    return this.vm.image.word(self + STATE_OFFSET);
  }

  private setState(self: Ref, state: number): void {
    this.vm.image.setWord(self + STATE_OFFSET, state);
  }
}
