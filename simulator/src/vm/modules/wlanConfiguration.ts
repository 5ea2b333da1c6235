/**
 * `WLAN.config`: the settings of one interface. Those of the access point are what other boards see of it, and `reconnects`
 * is the station's patience; the others have no effect. Each is checked, kept and given back as on the board. Which interface has which setting is MicroPython's ports/esp32/network_wlan.c.
 */
import { FALSE, NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

export interface HostName {
  get(): string;
  /** Raises ValueError if it is too long. */
  set(name: Ref): void;
}

export interface WlanConfigurationSetup {
  readonly kind: 'station' | 'accessPoint';
  readonly mac: Uint8Array;
  readonly hostName: HostName;
  /** The network that the station was told to join; absent for the access point. */
  readonly ssid?: () => string;
}

type Setting = string | number | boolean | Uint8Array;

interface Parameter {
  /** The interface that has it; absent: both. */
  readonly only?: 'station' | 'accessPoint';
  /** Written, but never told. */
  readonly isSecret?: boolean;
  readonly isReadOnly?: boolean;
}

const PARAMETERS: Readonly<Record<string, Parameter>> = {
  mac: {},
  ssid: {},
  hidden: { only: 'accessPoint' },
  security: { only: 'accessPoint' },
  key: { only: 'accessPoint', isSecret: true },
  channel: {},
  hostname: {},
  max_clients: { only: 'accessPoint' },
  reconnects: { only: 'station' },
  txpower: {},
  protocol: {},
  pm: {},
  ifname: { isReadOnly: true },
};
const OLD_NAMES: Readonly<Record<string, string>> = {
  essid: 'ssid',
  authmode: 'security',
  password: 'key',
  dhcp_hostname: 'hostname',
};
const MAC_BYTES = 6;
const MAX_SSID_BYTES = 32;
const MAX_KEY_BYTES = 63;
/** What the driver asks of a key when the network is not open. */
const MIN_KEY_BYTES = 8;
const MAX_CHANNEL = 14;
const MAX_POWER_SAVING = 2;

export class WlanConfiguration {
  /** The driver's, which a soft reset leaves as they are. */
  private readonly driver: { settings: Record<string, Setting> };

  constructor(
    private readonly vm: Vm,
    private readonly setup: WlanConfigurationSetup,
  ) {
    const { kind, mac } = setup;
    this.driver = vm.chip.state(`wlan/${kind}`, () => ({ settings: defaultSettings(kind, mac) }));
  }
  private get settings(): Record<string, Setting> {
    return this.driver.settings;
  }

  private set settings(settings: Record<string, Setting>) {
    this.driver.settings = settings;
  }

  /** Tells the radio what the access point is like. */
  announce(): void {
    const { ssid, key, security, channel, hidden, max_clients } = this.settings;
    this.vm.io.post({
      op: 'ap/configure',
      settings: {
        ssid: String(ssid),
        key: String(key),
        security: Number(security),
        channel: Number(channel),
        hidden: hidden === true,
        maxClients: Number(max_clients),
      },
    });
  }

  config(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const [name] = args;
    if (keywords.size > 0) {
      if (name !== undefined) return errors.type('either pos or kw args are allowed');
      const before = this.settings;
      this.settings = { ...before };
      let isDone = false;
      try {
        for (const [keyword, value] of keywords) this.set(keyword, value);
        this.check();
        isDone = true;
      } finally {
        if (!isDone) this.settings = before;
      }
      this.apply();
      return NONE;
    }
    return name === undefined || args.length > 1 ? errors.type('can query only one param') : this.get(convert.str(name));
  }

  private get(givenName: string): Ref {
    const { objects } = this.vm;
    const { name, parameter } = this.find(givenName);
    if (parameter.isSecret === true) return this.unknown();
    // The host name is the station's when it is asked for, and nobody's in particular when it is set.
    this.require(name === 'hostname' ? 'station' : parameter.only);
    if (name === 'hostname') return objects.str(this.setup.hostName.get());
    if (name === 'ssid' && this.setup.ssid) return objects.str(this.setup.ssid());
    const setting = name === 'channel' ? this.channel : this.settings[name];
    if (name === 'txpower') return objects.newFloat(Number(setting));
    if (typeof setting === 'string') return objects.str(setting);
    if (typeof setting === 'boolean') return objects.bool(setting);
    return typeof setting === 'number' ? objects.int(setting) : objects.newBytes(setting ?? new Uint8Array(0));
  }

  private set(givenName: string, value: Ref): void {
    const { convert, errors } = this.vm;
    const { name, parameter } = this.find(givenName);
    if (parameter.isReadOnly === true) this.unknown();
    switch (name) {
      case 'mac': {
        const mac = convert.buffer(value).slice();
        if (mac.length !== MAC_BYTES) errors.value('invalid buffer length');
        // An address with this bit is one of a group.
        if (((mac[0] ?? 0) & 1) !== 0) errors.osText('Wifi Invalid MAC Address');
        this.settings['mac'] = mac;
        return;
      }
      case 'hostname':
        return this.setup.hostName.set(value);
      case 'txpower':
        // The radio takes steps of a quarter dBm.
        this.settings['txpower'] = Math.trunc(convert.float(value) * 4) / 4;
        return;
      case 'hidden':
        return this.keep(name, parameter, value !== FALSE && convert.bool(value));
      case 'ssid':
        return this.keep(name, { only: 'accessPoint' }, cut(convert.str(value), MAX_SSID_BYTES));
      case 'key':
        return this.keep(name, parameter, cut(convert.str(value), MAX_KEY_BYTES));
      default:
        return this.keep(name, parameter, convert.int(value));
    }
  }

  /** The value is looked at first, and only then whether the interface has such a setting. */
  private keep(name: string, { only }: Parameter, setting: Setting): void {
    this.require(only);
    this.settings[name] = setting;
  }

  /** What the driver says to the settings as a whole. */
  private check(): void {
    const { errors } = this.vm;
    const { channel, key, pm, security } = this.settings;
    const isOutside = (value: Setting | undefined, max: number): boolean => Number(value) < 0 || Number(value) > max;
    if (isOutside(channel, MAX_CHANNEL) || isOutside(pm, MAX_POWER_SAVING)) errors.withText('RuntimeError', 'Wifi Unknown Error 0x0102');
    if (Number(security) > 0 && Buffer.byteLength(String(key)) < MIN_KEY_BYTES) errors.osText('Wifi Invalid Password');
  }

  private apply(): void {
    if (this.setup.kind === 'accessPoint') this.announce();
    else this.vm.io.post({ op: 'wifi/reconnects', count: Number(this.settings['reconnects']) });
    this.vm.io.call<'settle'>({ op: 'settle' });
  }

  /** There is one radio: while the station is connected, both interfaces are on its channel. */
  private get channel(): Setting {
    const { board } = this.vm;
    return board.wifiHasAddress ? board.wifiChannel : (this.settings['channel'] ?? 0);
  }

  private find(givenName: string): { readonly name: string; readonly parameter: Parameter } {
    const name = OLD_NAMES[givenName] ?? givenName;
    const parameter = PARAMETERS[name];
    return parameter ? { name, parameter } : this.unknown();
  }

  private require(only: Parameter['only']): void {
    if (only !== undefined && only !== this.setup.kind) this.vm.errors.osText(only === 'station' ? 'STA required' : 'AP required');
  }

  private unknown(): never {
    return this.vm.errors.value('unknown config param');
  }
}

function defaultSettings(kind: WlanConfigurationSetup['kind'], mac: Uint8Array): Record<string, Setting> {
  const common = { mac, channel: kind === 'station' ? 6 : 1, txpower: 20, protocol: 7, pm: 1 };
  if (kind === 'station') return { ...common, reconnects: -1, ifname: 'st1' };
  const ssid = `ESP_${Buffer.from(mac.subarray(3)).toString('hex').toUpperCase()}`;
  return { ...common, ssid, hidden: false, security: 0, key: '', max_clients: 4, ifname: 'ap2' };
}

function cut(text: string, maxBytes: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, maxBytes));
}
