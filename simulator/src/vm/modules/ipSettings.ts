/**
 * `ifconfig` and `ipconfig`: the addresses of an interface. What a program sets, the network then goes by: an address is
 * reached under it, and a gateway or name server that is not there leads nowhere. Texts are those of MicroPython's
 * ports/esp32/network_common.c.
 */
import { ACCESS_POINT_ADDRESSES, NO_ADDRESS, type InterfaceAddresses } from '../../syscall';
import { NONE, type Ref } from '../objects';
import { isDottedQuad, parseQuad } from '../socket/addresses';
import type { Vm } from '../vm';

interface Addresses extends InterfaceAddresses {
  readonly dns: string;
}

export class IpSettings {
  /** What a soft reset leaves as it is. The access point's addresses are `own`; the station's are in shared memory. */
  private readonly kept: { hasDhcp: boolean; own: Addresses };

  constructor(
    private readonly vm: Vm,
    private readonly kind: 'station' | 'accessPoint',
  ) {
    this.kept = vm.chip.state(`ip/${kind}`, () => ({ hasDhcp: true, own: { ...ACCESS_POINT_ADDRESSES, dns: NO_ADDRESS } }));
  }

  ifconfig(settings: Ref | undefined): Ref {
    const { objects, errors, convert } = this.vm;
    if (settings === undefined) {
      const { address, netmask, gateway, dns } = this.current;
      return this.texts(address, netmask, gateway, dns);
    }
    const items = settings === NONE ? undefined : objects.items(settings);
    if (!items) {
      if (convert.str(settings) !== 'dhcp' || this.kind !== 'station') return errors.value('invalid arguments');
      this.useDhcp();
      return NONE;
    }
    const [ip = NONE, mask = NONE, gateway = NONE, dns = NONE] = items;
    if (items.length !== 4) return errors.value(`requested length 4 but object has length ${items.length}`);
    const maskText = objects.isInteger(mask) ? maskOfPrefix(convert.int(mask)) : this.quad(mask);
    this.fix({ address: this.quad(ip), netmask: maskText, gateway: this.quad(gateway), dns: this.quad(dns) });
    return NONE;
  }

  ipconfig(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { errors } = this.vm;
    if (keywords.size === 0) return args[0] === undefined || args.length > 1 ? errors.type('must query one param') : this.query(args[0]);
    if (args.length > 0) return errors.type("can't specify pos and kw args");
    for (const [name, value] of keywords) this.set(name, value);
    return NONE;
  }

  private query(parameter: Ref): Ref {
    const { address, netmask, gateway } = this.current;
    switch (this.vm.convert.str(parameter)) {
      case 'addr4':
        return this.texts(address, netmask);
      case 'gw4':
        return this.vm.objects.str(gateway);
      case 'dhcp4':
        if (this.kind === 'station') return this.vm.objects.bool(this.kept.hasDhcp);
    }
    return this.vm.errors.value('unexpected key');
  }

  private set(name: string, value: Ref): void {
    const { convert, errors, objects } = this.vm;
    if (name === 'dhcp4' && this.kind === 'station') {
      if (convert.bool(value)) this.useDhcp();
      else if (this.kept.hasDhcp) this.fix({});
    } else if (name === 'gw4') {
      this.fix({ gateway: this.quad(value) });
    } else if (name === 'addr4' && value !== NONE && objects.isInstance(value, 'str')) {
      const prefix = /\/(\d+)/.exec(objects.text(value))?.[1];
      this.fix({ address: this.quad(value), ...(prefix === undefined ? {} : { netmask: maskOfPrefix(Number(prefix)) }) });
    } else if (name === 'addr4') {
      if (value === NONE) return this.fix({});
      const items = convert.sequence(value);
      const [ip = NONE, mask = NONE] = items;
      if (items.length !== 2) errors.value(`requested length 2 but object has length ${items.length}`);
      this.fix({ address: this.quad(ip), netmask: this.quad(mask) });
    } else {
      errors.value('unexpected key');
    }
  }

  private get current(): Addresses {
    const { board } = this.vm;
    return this.kind === 'station' ? { ...board.stationAddresses, dns: board.nameServer } : this.kept.own;
  }

  /** From now on the interface has these, and DHCP is off. */
  private fix(changes: Partial<Addresses>): void {
    const { io } = this.vm;
    const { dns, ...fixed } = { ...this.current, ...changes };
    if (this.kind === 'station') {
      this.kept.hasDhcp = false;
      io.post({ op: 'wifi/addresses', fixed });
      if (changes.dns !== undefined) io.post({ op: 'wifi/nameServer', address: dns });
    } else {
      this.kept.own = { ...fixed, dns };
      io.post({ op: 'ap/addresses', addresses: fixed });
    }
    io.call<'settle'>({ op: 'settle' });
  }

  private useDhcp(): void {
    if (this.kept.hasDhcp) return;
    this.kept.hasDhcp = true;
    this.vm.io.post({ op: 'wifi/addresses' });
    this.vm.io.call<'settle'>({ op: 'settle' });
  }

  private quad(text: Ref): string {
    return parseQuad(this.vm.convert.str(text)) ?? this.vm.errors.value('invalid arguments');
  }

  private texts(...texts: readonly string[]): Ref {
    const { objects } = this.vm;
    return objects.tuple(...texts.map((text) => objects.keep(objects.str(text))));
  }
}

/** `network.ipconfig`: the name server, the one setting that belongs to no interface. */
export function nameServerConfig(
  { board, convert, errors, io, objects }: Vm,
  args: readonly Ref[],
  keywords: ReadonlyMap<string, Ref>,
): Ref {
  if (keywords.size === 0) {
    if (args[0] === undefined || args.length > 1) return errors.type('must query one param');
    return convert.str(args[0]) === 'dns' ? objects.str(board.nameServer) : errors.value('unexpected key');
  }
  if (args.length > 0) return errors.type("can't specify pos and kw args");
  for (const [name, value] of keywords) {
    if (name !== 'dns') return errors.value('unexpected key');
    const address = convert.str(value);
    if (!isDottedQuad(address)) return errors.value('invalid arguments as dns server');
    io.post({ op: 'wifi/nameServer', address });
    io.call<'settle'>({ op: 'settle' });
  }
  return NONE;
}

/** 24 → 255.255.255.0 */
function maskOfPrefix(bits: number): string {
  const mask = bits <= 0 ? 0 : (0xffffffff << (32 - Math.min(bits, 32))) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 0xff).join('.');
}
