/**
 * `network.WLAN`: two objects, station and access point, that outlive a run of a program on the board. The station's
 * connection is the I/O thread's; what it is at any moment is read from shared memory.
 */
import { STATION, WifiStatus } from '../../syscall';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';

const Interface = { station: 0, accessPoint: 1 } as const;
const OBJECT_BYTES = 8;
const MAX_SSID_BYTES = 32;
const MAX_KEY_BYTES = 64;
const SIGNAL_DBM = -48;
const NO_ADDRESS = '0.0.0.0';
const ACCESS_POINT_ADDRESS = '192.168.4.1';

const CONSTANTS: Readonly<Record<string, number>> = {
  IF_STA: 0,
  IF_AP: 1,
  SEC_OPEN: 0,
  SEC_WEP: 1,
  SEC_WPA: 2,
  SEC_WPA2: 3,
  SEC_WPA_WPA2: 4,
  SEC_WPA2_ENT: 5,
  SEC_WPA3: 6,
  SEC_WPA2_WPA3: 7,
  SEC_WAPI: 8,
  SEC_OWE: 9,
  SEC_WPA3_ENT_192: 10,
  SEC_WPA3_EXT_PSK: 11,
  SEC_WPA3_EXT_PSK_MIXED_MODE: 12,
  SEC_DPP: 13,
  SEC_WPA3_ENT: 14,
  SEC_WPA2_WPA3_ENT: 15,
  SEC_WPA_ENT: 16,
  PROTOCOL_DEFAULT: 7,
  PROTOCOL_LR: 8,
  PM_NONE: 0,
  PM_PERFORMANCE: 1,
  PM_POWERSAVE: 2,
};

export interface WlanSetup {
  readonly stationMac: Uint8Array;
  readonly hostName: () => string;
}

export function wlanType(vm: Vm, setup: WlanSetup): Ref {
  return new Wlan(vm, setup).type;
}

class Wlan {
  readonly type: Ref;
  private readonly objects: readonly Ref[];
  private accessPointActive = false;
  private credentials: { readonly ssid: string; readonly key: string } = { ssid: '', key: '' };
  private readonly configuration = new Map<string, Ref>();

  constructor(
    private readonly vm: Vm,
    private readonly setup: WlanSetup,
  ) {
    const { natives, objects } = vm;
    this.type = natives.type({
      name: 'WLAN',
      make: (_type, args, keywords) => this.make(args, keywords),
      members: {
        active: natives.function(1, 2, (self, flag?: Ref) => this.active(self, flag)),
        connect: natives.keywordFunction(1, 3, ([self = NONE, ...args], keywords) => this.connect(self, args, keywords)),
        disconnect: natives.function(1, 1, () => this.disconnect()),
        isconnected: natives.function(1, 1, (self) => objects.bool(this.isStation(self) && vm.board.wifiHasAddress)),
        status: natives.function(1, 2, (self, parameter?: Ref) => this.status(self, parameter)),
        scan: natives.function(1, 1, () => this.scan()),
        config: natives.keywordFunction(1, 2, ([self = NONE, ...args], keywords) => this.config(self, args, keywords)),
        ifconfig: natives.function(1, 2, (self, settings?: Ref) => this.ifconfig(self, settings)),
        ...Object.fromEntries(Object.entries(CONSTANTS).map(([name, value]) => [name, objects.int(value)])),
      },
    });
    this.objects = [Interface.station, Interface.accessPoint].map((id) => {
      const object = vm.image.exports.malloc(OBJECT_BYTES);
      vm.image.setWord(object, this.type);
      vm.image.setWord(object + 4, id);
      return object;
    });
  }

  private make(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { errors, convert } = this.vm;
    if (keywords.size > 0) return errors.type("function doesn't take keyword arguments");
    if (args.length > 1) return errors.type(`function expected at most 1 arguments, got ${args.length}`);
    const id = args[0] === undefined ? Interface.station : convert.int(args[0]);
    return this.objects[id] ?? errors.value('invalid WLAN interface identifier');
  }

  private active(self: Ref, flag: Ref | undefined): Ref {
    const { board, convert, io, objects } = this.vm;
    if (!this.isStation(self)) {
      if (flag !== undefined) this.accessPointActive = convert.bool(flag);
      return objects.bool(this.accessPointActive);
    }
    if (flag !== undefined) {
      io.post({ op: 'wifi/active', active: convert.bool(flag) });
      io.call<'settle'>({ op: 'settle' });
    }
    return objects.bool(board.wifiActive);
  }

  private connect(self: Ref, [ssid, key]: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { board, convert, errors, io } = this.vm;
    if ([...keywords.keys()].some((name) => name !== 'bssid')) return errors.type('extra keyword arguments given');
    const bssid = keywords.get('bssid');
    if (bssid !== undefined && bssid !== NONE && convert.buffer(bssid).length !== 6) return errors.raise('ValueError');
    if (!this.isStation(self)) return errors.osText('STA required');
    const credentials =
      ssid === undefined || ssid === NONE
        ? this.credentials
        : { ssid: this.limited(ssid, MAX_SSID_BYTES), key: key === undefined || key === NONE ? '' : this.limited(key, MAX_KEY_BYTES) };
    if (!board.wifiActive) return errors.osText('Wifi Not Started');
    if (board.wifiHasAddress || board.wifiStatus === WifiStatus.connecting) return errors.osText('Wifi Internal Error');
    this.credentials = credentials;
    io.post({ op: 'wifi/connect', ...credentials });
    io.call<'settle'>({ op: 'settle' });
    return NONE;
  }

  private limited(ref: Ref, maxBytes: number): string {
    return new TextDecoder().decode(new TextEncoder().encode(this.vm.convert.str(ref)).subarray(0, maxBytes));
  }

  private disconnect(): Ref {
    if (!this.vm.board.wifiActive) return this.vm.errors.osText('Wifi Not Started');
    this.vm.io.post({ op: 'wifi/disconnect' });
    this.vm.io.call<'settle'>({ op: 'settle' });
    return NONE;
  }

  private status(self: Ref, parameter: Ref | undefined): Ref {
    const { board, convert, errors, objects } = this.vm;
    if (parameter === undefined) return this.isStation(self) ? objects.int(board.wifiStatus) : NONE;
    switch (convert.str(parameter)) {
      case 'rssi':
        if (!this.isStation(self)) return errors.osText('STA required');
        return board.wifiHasAddress ? objects.int(SIGNAL_DBM) : errors.osText('Wifi Not Connected');
      case 'stations':
        return this.isStation(self) ? errors.osText('AP required') : objects.list();
      default:
        return errors.value('unknown status param');
    }
  }

  private scan(): Ref {
    const { board, errors, io, objects } = this.vm;
    if (!board.wifiActive) return errors.osText('STA must be active');
    const { networks } = io.call<'wifi/scan'>({ op: 'wifi/scan' });
    return objects.list(
      ...networks.map(({ ssid, bssid, channel, rssi, security, hidden }) =>
        objects.keep(
          objects.tuple(
            objects.keep(objects.newBytes(ssid)),
            objects.keep(objects.newBytes(bssid)),
            objects.int(channel),
            objects.int(rssi),
            objects.int(security),
            objects.bool(hidden),
          ),
        ),
      ),
    );
  }

  private config(self: Ref, [parameter, ...rest]: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, objects } = this.vm;
    if (keywords.size > 0) {
      if (parameter !== undefined) return errors.type('either pos or kw args are allowed');
      for (const [name, value] of keywords) this.setConfiguration(name, value);
      return NONE;
    }
    if (parameter === undefined || rest.length > 0) return errors.type('can query only one param');
    const name = convert.str(parameter);
    if (name === 'mac') return objects.newBytes(this.mac(self));
    if (name === 'hostname' || name === 'dhcp_hostname') return objects.str(this.setup.hostName());
    if ((name === 'ssid' || name === 'essid') && this.isStation(self)) return objects.str(this.credentials.ssid);
    const set = this.configuration.get(name);
    if (set !== undefined) return set;
    const defaults: Readonly<Record<string, number>> = { channel: 6, reconnects: -1, pm: 1, protocol: 7, txpower: 20 };
    const value = defaults[name];
    return value === undefined ? errors.value('unknown config param') : objects.int(value);
  }

  /** Settings that have no effect on the simulated radio are kept as small numbers and given back. */
  private setConfiguration(name: string, value: Ref): void {
    const settable = [
      'mac',
      'channel',
      'hostname',
      'dhcp_hostname',
      'reconnects',
      'txpower',
      'protocol',
      'pm',
      'ssid',
      'essid',
      'key',
      'password',
    ];
    const accessPoint = ['hidden', 'security', 'authmode', 'max_clients'];
    if (![...settable, ...accessPoint].includes(name)) this.vm.errors.value('unknown config param');
    if (this.vm.objects.smallInt(value) !== undefined) this.configuration.set(name, value);
  }

  private ifconfig(self: Ref, settings: Ref | undefined): Ref {
    const { board, convert, errors, objects } = this.vm;
    if (settings !== undefined) {
      if (settings !== NONE && objects.isInstance(settings, 'str'))
        return objects.text(settings) === 'dhcp' ? NONE : errors.value('invalid arguments');
      const count = convert.sequence(settings).length;
      return count === 4 ? NONE : errors.value(`requested length 4 but object has length ${count}`);
    }
    return objects.tuple(...this.addresses(self, board.wifiHasAddress).map((address) => objects.keep(objects.str(address))));
  }

  private addresses(self: Ref, hasAddress: boolean): readonly string[] {
    if (!this.isStation(self)) return [ACCESS_POINT_ADDRESS, STATION.netmask, ACCESS_POINT_ADDRESS, NO_ADDRESS];
    return hasAddress ? [STATION.address, STATION.netmask, STATION.gateway, STATION.dns] : [NO_ADDRESS, NO_ADDRESS, NO_ADDRESS, NO_ADDRESS];
  }

  private mac(self: Ref): Uint8Array {
    const mac = this.setup.stationMac.slice();
    if (!this.isStation(self)) mac[5] = (mac[5] ?? 0) + 1;
    return mac;
  }

  private isStation(self: Ref): boolean {
    return this.vm.image.word(self + 4) === Interface.station;
  }
}
