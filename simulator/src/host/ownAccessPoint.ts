/** The access point that a board itself is: what other boards see of it, and who has joined it. */
import type { Disposable, RadioState } from '../../../shared/src';
import { ACCESS_POINT_ADDRESSES, type AccessPointSettings, type BoardMemory, type InterfaceAddresses } from '../syscall';
import { CONNECT_DELAY_MS, NEIGHBOUR_RSSI } from './accessPoints';
import type { Attachment, LocalNetwork, Neighbour } from './localNetwork';

const AUTH_OPEN = 0;

export interface OwnAccessPointSetup {
  readonly memory: BoardMemory;
  readonly local: LocalNetwork;
  readonly board: Neighbour;
  /** The board's number in its network. */
  readonly index: number;
  readonly mac: Uint8Array;
}

export class OwnAccessPoint implements Disposable {
  private settings: AccessPointSettings;
  private addresses: InterfaceAddresses = ACCESS_POINT_ADDRESSES;
  private attachment: Attachment | undefined;
  private readonly network: string;

  constructor(private readonly setup: OwnAccessPointSetup) {
    this.network = `access point ${setup.index}`;
    this.settings = { ssid: '', key: '', security: AUTH_OPEN, channel: 1, hidden: false, maxClients: 4 };
  }

  get shown(): Neighbour['accessPoint'] {
    if (!this.attachment) return undefined;
    const { ssid, key, security, channel, hidden, maxClients } = this.settings;
    const shown = {
      ssid,
      ...(security === AUTH_OPEN ? {} : { key }),
      bssid: this.setup.mac,
      channel,
      rssi: NEIGHBOUR_RSSI,
      security,
      hidden,
      delayMs: CONNECT_DELAY_MS,
      network: this.network,
    };
    return { shown, addresses: this.addresses, maxClients };
  }

  setActive(active: boolean): void {
    const { local, memory } = this.setup;
    if (active && !this.attachment) this.attach();
    if (!active && this.attachment) {
      const { attachment } = this;
      this.attachment = undefined;
      local.detach(attachment);
    }
    memory.accessPoint = active ? this.addresses : undefined;
  }

  configure(settings: AccessPointSettings): void {
    this.settings = settings;
  }

  setAddresses(addresses: InterfaceAddresses): void {
    this.addresses = addresses;
    if (!this.attachment) return;
    // The DHCP server starts again: the stations have to come back.
    this.setActive(false);
    this.setActive(true);
  }

  /** MAC addresses of the stations. */
  get stations(): readonly Uint8Array[] {
    return this.attachment ? this.setup.local.stationsOf(this.network).map(({ mac }) => mac) : [];
  }

  /** What somebody who watches the board sees of it. */
  get seen(): RadioState['accessPoint'] {
    if (!this.attachment) return undefined;
    const stations = this.setup.local.stationsOf(this.network);
    return {
      ssid: this.settings.ssid,
      address: this.addresses.address,
      stations: stations.map(({ mac, addresses }) => ({ mac: macText(mac), address: addresses.address })),
    };
  }

  dispose(): void {
    this.setActive(false);
  }

  private attach(): void {
    const { board, local, mac } = this.setup;
    this.attachment = { board, network: this.network, addresses: this.addresses, mac, isAccessPoint: true };
    local.attach(this.attachment);
  }
}

function macText(mac: Uint8Array): string {
  return Array.from(mac, (byte) => byte.toString(16).padStart(2, '0')).join(':');
}
