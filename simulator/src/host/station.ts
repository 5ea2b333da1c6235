/**
 * The station interface of one board: runs the radio's state machine against the clock, gives the interface its addresses,
 * attaches the board to the network that it has joined, and shows all of that to the script.
 */
import { DisposableStore, type Disposable, type StationState } from '../../../shared/src';
import {
  HOME_SUBNET,
  homeAddress,
  NO_ADDRESS,
  NO_ADDRESSES,
  type BoardMemory,
  type InterfaceAddresses,
  type ScannedNetwork,
} from '../syscall';
import { HOME_NETWORK, scannedNetworks, type NetworkName, type WifiWorld } from './accessPoints';
import type { Contain } from './containment';
import type { Attachment, LocalNetwork, Neighbour } from './localNetwork';
import { nextWifiState, SCAN_DELAY_MS, SWITCHED_OFF, wifiStatus, type WifiEvent, type WifiState } from './wifi';

export interface StationSetup {
  readonly memory: BoardMemory;
  /** The access points of the user's settings. */
  readonly world: WifiWorld;
  readonly local: LocalNetwork;
  readonly board: Neighbour;
  /** The board's number in its network. */
  readonly index: number;
  readonly mac: Uint8Array;
  readonly contain: Contain;
  /** The station has an address no more, or another one. */
  readonly onAddressLost: (address: string) => void;
}

export class Station implements Disposable {
  private state: WifiState = SWITCHED_OFF;
  /** What the program has set; undefined: DHCP. */
  private fixed: InterfaceAddresses | undefined;
  private attachment: Attachment | undefined;
  private timer: NodeJS.Timeout | undefined;
  private readonly scans = new DisposableStore();

  constructor(private readonly setup: StationSetup) {
    this.show();
  }

  handle(event: WifiEvent): void {
    const { state, elapsesIn } = nextWifiState(this.state, event, this.world);
    this.state = state;
    if (elapsesIn !== 'unchanged') clearTimeout(this.timer);
    if (typeof elapsesIn === 'number') {
      const elapsed = this.setup.contain(() => this.handle({ kind: 'elapsed' }));
      this.timer = setTimeout(elapsed, elapsesIn);
    }
    this.tellOfLoss(() => this.place());
    this.setup.memory.ringDoorbell();
  }

  /** The access point of that network has gone. */
  lose(network: NetworkName): void {
    if (this.attachment?.network === network) this.handle({ kind: 'lost' });
  }

  /** Addresses of the program's choice, or those of DHCP again. */
  setAddresses(fixed: InterfaceAddresses | undefined): void {
    this.fixed = fixed;
    this.tellOfLoss(() => {
      this.detach();
      this.place();
    });
  }

  setNameServer(address: string): void {
    this.setup.memory.nameServer = address;
  }

  /** What a scan finds, when it would have looked at all channels; stays pending if the board ends before. */
  scan(): Promise<readonly ScannedNetwork[]> {
    // A driver that is looking for its access point refuses.
    if (this.state.link.kind === 'trying') return Promise.resolve([]);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(scannedNetworks(this.world)), SCAN_DELAY_MS);
      this.scans.defer(() => clearTimeout(timer));
    });
  }

  /** What somebody who watches the board sees of it. */
  get seen(): StationState {
    const { link } = this.state;
    switch (link.kind) {
      case 'off':
      case 'idle':
        return { kind: link.kind };
      case 'trying':
        return { kind: 'connecting', ssid: link.credentials.ssid };
      case 'joined': {
        const { ssid } = link.credentials;
        const address = this.attachment?.addresses.address;
        return address === undefined ? { kind: 'connecting', ssid } : { kind: 'connected', ssid, address, rssiDbm: link.accessPoint.rssi };
      }
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.scans.dispose();
    this.detach();
  }

  private get world(): WifiWorld {
    const { world, local, board } = this.setup;
    return { ...world, accessPoints: [...world.accessPoints, ...local.accessPointsAround(board)] };
  }

  private tellOfLoss(change: () => void): void {
    const before = this.attachment?.addresses.address;
    change();
    if (before !== undefined && before !== this.attachment?.addresses.address) this.setup.onAddressLost(before);
  }

  /** Attaches the board to what the station has joined, or takes it away. */
  private place(): void {
    const { link } = this.state;
    if (link.kind === 'joined' && !this.attachment) this.attach(link.accessPoint.network);
    if (link.kind !== 'joined') this.detach();
    this.show();
  }

  private attach(network: NetworkName): void {
    const { local, board, mac, memory } = this.setup;
    const leased = network === HOME_NETWORK ? { ...HOME_SUBNET, address: homeAddress(this.setup.index) } : local.lease(network);
    const addresses = this.fixed ?? leased;
    // Without DHCP and without an address of its own the station is in the network, and has no connection.
    if (!addresses || addresses.address === NO_ADDRESS) return;
    if (!this.fixed) memory.nameServer = addresses.gateway;
    this.attachment = { board, network, addresses, mac, isAccessPoint: false };
    local.attach(this.attachment);
  }

  private detach(): void {
    if (this.attachment) this.setup.local.detach(this.attachment);
    this.attachment = undefined;
  }

  private show(): void {
    const { memory } = this.setup;
    const { link } = this.state;
    if (link.kind === 'joined') memory.setSignal(link.accessPoint);
    memory.stationAddresses = this.attachment?.addresses ?? this.fixed ?? NO_ADDRESSES;
    const hasAddress = this.attachment !== undefined;
    memory.setWifi({
      isActive: link.kind !== 'off',
      isBusy: link.kind === 'trying' || link.kind === 'joined',
      status: wifiStatus(this.state, { hasAddress }),
      hasAddress,
    });
  }
}
