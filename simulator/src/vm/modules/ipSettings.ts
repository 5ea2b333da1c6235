/**
 * `ifconfig` and `ipconfig`: the addresses of an interface. What a program sets is given back, and nothing more: the
 * simulated network has the addresses that it has. Texts are those of MicroPython's ports/esp32/network_common.c.
 */
import { STATION } from '../../syscall';
import { NONE, type Ref } from '../objects';
import { isDottedQuad, parseQuad } from '../socket/addresses';
import type { Vm } from '../vm';

interface Addresses {
  readonly ip: string;
  readonly mask: string;
  readonly gateway: string;
  readonly dns: string;
}

const NO_ADDRESS = '0.0.0.0';
const NONE_YET: Addresses = { ip: NO_ADDRESS, mask: NO_ADDRESS, gateway: NO_ADDRESS, dns: NO_ADDRESS };
const FROM_DHCP: Addresses = { ip: STATION.address, mask: STATION.netmask, gateway: STATION.gateway, dns: STATION.dns };
const OF_ACCESS_POINT: Addresses = { ip: '192.168.4.1', mask: '255.255.255.0', gateway: '192.168.4.1', dns: NO_ADDRESS };

export class IpSettings {
  private fixed: Addresses | undefined;

  constructor(
    private readonly vm: Vm,
    private readonly kind: 'station' | 'accessPoint',
  ) {}

  ifconfig(settings: Ref | undefined): Ref {
    const { objects, errors, convert } = this.vm;
    if (settings === undefined) {
      const { ip, mask, gateway, dns } = this.current;
      return this.texts(ip, mask, gateway, dns);
    }
    const items = settings === NONE ? undefined : objects.items(settings);
    if (!items) {
      if (convert.str(settings) !== 'dhcp' || this.kind !== 'station') return errors.value('invalid arguments');
      this.fixed = undefined;
      return NONE;
    }
    const [ip = NONE, mask = NONE, gateway = NONE, dns = NONE] = items;
    if (items.length !== 4) return errors.value(`requested length 4 but object has length ${items.length}`);
    const maskText = objects.isInteger(mask) ? maskOfPrefix(convert.int(mask)) : this.quad(mask);
    this.fixed = { ip: this.quad(ip), mask: maskText, gateway: this.quad(gateway), dns: this.quad(dns) };
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
    const { ip, mask, gateway } = this.current;
    switch (this.vm.convert.str(parameter)) {
      case 'addr4':
        return this.texts(ip, mask);
      case 'gw4':
        return this.vm.objects.str(gateway);
      case 'dhcp4':
        if (this.kind === 'station') return this.vm.objects.bool(this.fixed === undefined);
    }
    return this.vm.errors.value('unexpected key');
  }

  private set(name: string, value: Ref): void {
    const { convert, errors, objects } = this.vm;
    if (name === 'dhcp4' && this.kind === 'station') {
      this.fixed = convert.bool(value) ? undefined : this.current;
    } else if (name === 'gw4') {
      this.fixed = { ...this.current, gateway: this.quad(value) };
    } else if (name === 'addr4' && objects.isInstance(value, 'str')) {
      const prefix = /\/(\d+)/.exec(objects.text(value))?.[1];
      this.fixed = { ...this.current, ip: this.quad(value), ...(prefix === undefined ? {} : { mask: maskOfPrefix(Number(prefix)) }) };
    } else if (name === 'addr4') {
      const items = convert.sequence(value);
      const [ip = NONE, mask = NONE] = items;
      if (items.length !== 2) errors.value(`requested length 2 but object has length ${items.length}`);
      this.fixed = { ...this.current, ip: this.quad(ip), mask: this.quad(mask) };
    } else {
      errors.value('unexpected key');
    }
  }

  private get current(): Addresses {
    if (this.fixed) return this.fixed;
    if (this.kind === 'accessPoint') return OF_ACCESS_POINT;
    return this.vm.board.wifiHasAddress ? FROM_DHCP : NONE_YET;
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
export function nameServerConfig(vm: Vm, server: { address: string }, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
  const { convert, errors, objects } = vm;
  if (keywords.size === 0) {
    if (args[0] === undefined || args.length > 1) return errors.type('must query one param');
    if (convert.str(args[0]) !== 'dns') return errors.value('unexpected key');
    return objects.str(vm.board.wifiHasAddress ? server.address : NO_ADDRESS);
  }
  if (args.length > 0) return errors.type("can't specify pos and kw args");
  for (const [name, value] of keywords) {
    if (name !== 'dns') return errors.value('unexpected key');
    const address = convert.str(value);
    if (!isDottedQuad(address)) return errors.value('invalid arguments as dns server');
    server.address = address;
  }
  return NONE;
}

/** 24 → 255.255.255.0 */
function maskOfPrefix(bits: number): string {
  const mask = bits <= 0 ? 0 : (0xffffffff << (32 - Math.min(bits, 32))) >>> 0;
  return [24, 16, 8, 0].map((shift) => (mask >>> shift) & 0xff).join('.');
}
