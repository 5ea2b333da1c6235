/**
 * `network.WLAN`: two objects, station and access point, that outlive a run of a program on the board. The station's
 * connection is the I/O thread's; what it is at any moment is read from shared memory.
 */
import type { ScannedNetwork } from '../../syscall';
import { FALSE, NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { IpSettings } from './ipSettings';
import { WlanConfiguration, type HostName } from './wlanConfiguration';

const Interface = { station: 0, accessPoint: 1 } as const;
const OBJECT_BYTES = 8;
const ANY_COUNT = 0xffff;
const MAX_SSID_BYTES = 32;
const MAX_KEY_BYTES = 64;
const BSSID_BYTES = 6;

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

interface Credentials {
  readonly ssid: string;
  readonly key: string;
  readonly bssid?: Uint8Array;
}

export interface WlanSetup {
  readonly hostName: HostName;
}

export function wlanType(vm: Vm, setup: WlanSetup): Ref {
  return new Wlan(vm, setup).type;
}

class Wlan {
  readonly type: Ref;
  private readonly objects: readonly Ref[];
  private readonly configurations: Readonly<Record<'station' | 'accessPoint', WlanConfiguration>>;
  private readonly addresses: Readonly<Record<'station' | 'accessPoint', IpSettings>>;
  private readonly kept: { credentials: Credentials };

  constructor(
    private readonly vm: Vm,
    setup: WlanSetup,
  ) {
    const { natives, objects } = vm;
    this.type = natives.type({
      name: 'WLAN',
      make: (_type, args, keywords) => this.make(args, keywords),
      members: {
        active: natives.function(1, 2, (self, flag?: Ref) => this.active(self, flag)),
        connect: natives.keywordFunction(1, ANY_COUNT, ([, ...args], keywords) => this.connect(args, keywords)),
        disconnect: natives.function(1, 1, () => this.disconnect()),
        isconnected: natives.function(1, 1, (self) => objects.bool(this.isConnected(self))),
        status: natives.function(1, 2, (self, parameter?: Ref) => this.status(self, parameter)),
        scan: natives.function(1, 1, () => this.scan()),
        config: natives.keywordFunction(1, ANY_COUNT, ([self = NONE, ...args], keywords) =>
          this.configuration(self).config(args, keywords),
        ),
        ifconfig: natives.function(1, 2, (self, settings?: Ref) => this.ip(self).ifconfig(settings)),
        ipconfig: natives.keywordFunction(1, ANY_COUNT, ([self = NONE, ...args], keywords) => this.ip(self).ipconfig(args, keywords)),
        ...Object.fromEntries(Object.entries(CONSTANTS).map(([name, value]) => [name, objects.int(value)])),
      },
    });
    const { hostName } = setup;
    this.kept = vm.chip.state<{ credentials: Credentials }>('wlan', () => ({ credentials: { ssid: '', key: '' } }));
    this.configurations = {
      station: new WlanConfiguration(vm, { kind: 'station', mac: vm.chip.mac, hostName, ssid: () => this.kept.credentials.ssid }),
      accessPoint: new WlanConfiguration(vm, { kind: 'accessPoint', mac: followingMac(vm.chip.mac), hostName }),
    };
    this.addresses = { station: new IpSettings(vm, 'station'), accessPoint: new IpSettings(vm, 'accessPoint') };
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
    const { board, convert, errors, io, objects, systemHeap } = this.vm;
    const isStation = this.isStation(self);
    if (flag !== undefined) {
      const active = convert.bool(flag);
      if (active && !systemHeap.setWifi(true)) return errors.osText('WiFi Out of Memory');
      if (!isStation) this.configurations.accessPoint.announce();
      io.post({ op: isStation ? 'wifi/active' : 'ap/active', active });
      io.call<'settle'>({ op: 'settle' });
      systemHeap.setWifi(board.wifiActive || board.accessPoint !== undefined);
    }
    return objects.bool(isStation ? board.wifiActive : board.accessPoint !== undefined);
  }

  private isConnected(self: Ref): boolean {
    return this.isStation(self) ? this.vm.board.wifiHasAddress : this.stations().length > 0;
  }

  /** MAC addresses of the stations that have joined the board's access point. */
  private stations(): readonly Uint8Array[] {
    return this.vm.io.call<'ap/stations'>({ op: 'ap/stations' }).macs;
  }

  private connect([ssid, key, ...more]: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { board, convert, errors, io } = this.vm;
    if (more.length > 0) return errors.type('extra positional arguments given');
    if ([...keywords.keys()].some((name) => name !== 'bssid')) return errors.type('extra keyword arguments given');
    const given = keywords.get('bssid');
    const bssid = given === undefined || given === NONE ? undefined : convert.buffer(given).slice();
    if (bssid && bssid.length !== BSSID_BYTES) return errors.raise('ValueError');
    const credentials =
      ssid === undefined || ssid === NONE
        ? this.kept.credentials
        : {
            ssid: this.limited(ssid, MAX_SSID_BYTES),
            key: key === undefined || key === NONE ? '' : this.limited(key, MAX_KEY_BYTES),
            ...(bssid ? { bssid } : {}),
          };
    if (!board.wifiActive) return errors.osText('Wifi Not Started');
    if (board.wifiBusy) return errors.osText('Wifi Internal Error');
    this.kept.credentials = credentials;
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
    switch (objects.isInstance(parameter, 'str') ? convert.str(parameter) : undefined) {
      case 'rssi':
        if (!this.isStation(self)) return errors.osText('STA required');
        return board.wifiHasAddress ? objects.int(board.wifiSignal) : errors.osText('Wifi Not Connected');
      case 'stations':
        if (this.isStation(self)) return errors.osText('AP required');
        return objects.list(...this.stations().map((mac) => objects.keep(objects.tuple(objects.keep(objects.newBytes(mac))))));
      default:
        return errors.value('unknown status param');
    }
  }

  private scan(): Ref {
    const { board, errors, io, objects } = this.vm;
    if (!board.wifiActive) return errors.osText('STA must be active');
    const { networks } = io.call<'wifi/scan'>({ op: 'wifi/scan' });
    return objects.list(...networks.map((network) => objects.keep(this.scanned(network))));
  }

  /** A network as a scan gives it; nothing of its parts stays kept. */
  private scanned({ ssid, bssid, channel, rssi, security }: ScannedNetwork): Ref {
    const { objects } = this.vm;
    const kept = objects.roots.count;
    const tuple = objects.tuple(
      objects.keep(objects.newBytes(ssid)),
      objects.keep(objects.newBytes(bssid)),
      objects.int(channel),
      objects.int(rssi),
      objects.int(security),
      // The driver tells whether a network is hidden; the module does not.
      FALSE,
    );
    objects.roots.release(kept);
    return tuple;
  }

  private configuration(self: Ref): WlanConfiguration {
    return this.isStation(self) ? this.configurations.station : this.configurations.accessPoint;
  }

  private ip(self: Ref): IpSettings {
    return this.isStation(self) ? this.addresses.station : this.addresses.accessPoint;
  }

  private isStation(self: Ref): boolean {
    return this.vm.image.word(self + 4) === Interface.station;
  }
}

function followingMac(mac: Uint8Array): Uint8Array {
  const next = mac.slice();
  next[5] = (next[5] ?? 0) + 1;
  return next;
}
