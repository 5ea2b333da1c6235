/**
 * The board's way to the network: where its connections and datagrams lead, and its name look-ups. Applies aliases and the
 * network policy, and tells the user once what was blocked and why. Without a Wi-Fi address there is no route and no
 * resolver. The sockets themselves are in TcpPorts and UdpSockets.
 */
import { isIPv4 } from 'node:net';
import {
  Errno,
  ResolveErrno,
  type Disposable,
  type ListeningPort,
  type NetworkPolicy,
  type Notice,
  type OpenSocket,
} from '../../../shared/src';
import {
  COMPUTER_ADDRESS,
  computerAddressIn,
  HOME_SUBNET,
  HOST_NAME,
  isBroadcast,
  isInSubnet,
  isMulticast,
  NO_ADDRESS,
  sourceTo,
  wayTo,
  type BoardMemory,
  type Call,
  type NetworkConfiguration,
  type SocketNumber,
  type Way,
} from '../syscall';
import { HOME_NETWORK } from './accessPoints';
import type { Contain } from './containment';
import { LOOPBACK } from './hostPort';
import type { LocalNetwork, Neighbour } from './localNetwork';
import { NameTable, peerLabel, type Destination } from './nameTable';
import { computerAddresses, resolveOnNetwork, resolveWithoutNetwork, silentResolver, type Resolution } from './nameResolver';
import { blockedText, isAllowed, placeOfAddress, placeOfAliasTarget, type Place } from './reach';
import { TcpPorts, type TcpRoute } from './tcpPorts';
import { UdpSockets, type DatagramRoute } from './udpSockets';

export interface BoardNetworkSetup {
  readonly configuration: NetworkConfiguration;
  readonly memory: BoardMemory;
  readonly local: LocalNetwork;
  readonly board: Neighbour;
  /** Shows a notice, at most once for each key. */
  readonly tellOnce: (key: string, notice: Notice) => void;
  readonly contain: Contain;
  /** Tells the user where a port of the board is reached. */
  readonly announce: (port: ListeningPort) => void;
}

/** What the script gets of lwIP's "illegal value": the module negates a number that is negative already. */
const ILLEGAL_VALUE = 6;
/** Where multicast groups are heard; undefined: on the interface that the system prefers. */
const GROUP_INTERFACES: Readonly<Record<NetworkPolicy, readonly (string | undefined)[]>> = {
  all: [LOOPBACK, undefined],
  local: [LOOPBACK],
  none: [],
};
const ALL_SYSTEMS_GROUP = '224.0.0.1';

export class BoardNetwork implements Disposable {
  private readonly names: NameTable;
  readonly tcp: TcpPorts;
  readonly udp: UdpSockets;

  constructor(private readonly setup: BoardNetworkSetup) {
    this.names = new NameTable(setup.configuration.aliases);
    const { board, local, memory, contain, announce } = setup;
    const ring = (): void => memory.ringDoorbell();
    const isOwnAddress = (address: string): boolean => wayTo(address, memory) === 'self';
    const computerFor = (boundAddress: string): string => this.computerFor(boundAddress);
    this.tcp = new TcpPorts({
      board,
      local,
      route: (address, port) => this.tcpRoute(address, port),
      isOwnAddress,
      sourceTo: (address) => sourceTo(address, memory),
      computerFor,
      label: (address, port) => this.names.label(address, port),
      ring,
      contain,
      announce,
    });
    this.udp = new UdpSockets({
      local,
      route: (address, port) => this.datagramRoute(address, port),
      isOwnAddress,
      computerFor,
      groupInterfaces: GROUP_INTERFACES[setup.configuration.policy],
      ring,
      contain,
      announce,
    });
  }

  close(socket: SocketNumber, options: { readonly reset: boolean }): void {
    this.tcp.close(socket, options);
    this.udp.close(socket);
  }

  /** The sockets that have to do with the network: those that are connected or to be, that listen, and those of UDP. */
  get openSockets(): readonly OpenSocket[] {
    return [...this.tcp.seen, ...this.udp.seen].sort((one, other) => one.socket - other.socket);
  }

  /** Closes every socket, as the finalisers of a VM that goes do. */
  closeAll(): void {
    this.tcp.closeAll();
    this.udp.closeAll();
  }

  async resolve(host: string): Promise<Resolution> {
    const immediate = resolveWithoutNetwork(host);
    if (immediate) return immediate;
    const { memory, configuration } = this.setup;
    const { policy } = configuration;
    if (!memory.station || memory.nameServer === NO_ADDRESS || wayTo(memory.nameServer, memory) === 'none')
      return { errno: ResolveErrno.EAI_FAIL };
    if (!this.isHome || (isInSubnet(memory.nameServer, memory.station) && memory.nameServer !== memory.station.gateway))
      return silentResolver();
    const alias = this.names.aliasAddress(host);
    if (alias !== undefined && policy !== 'none') return { address: alias };
    if (policy === 'all') return resolveOnNetwork(host, this.names);
    this.setup.tellOnce(`name ${host}`, { severity: 'warning', text: blockedText(`The look-up of "${host}"`, policy) });
    return { errno: ResolveErrno.EAI_FAIL };
  }

  /** The board joins a multicast group; lwIP knows members only while an interface is up, and not of the group of all systems. */
  join({ group, through }: Extract<Call, { op: 'udp/join' }>): { readonly errno: number } {
    const { memory } = this.setup;
    const hasInterface = memory.wifiActive || memory.accessPoint !== undefined;
    const isKnown = through === NO_ADDRESS || [memory.station?.address, memory.accessPoint?.address].includes(through);
    if (!hasInterface || !isKnown || !isMulticast(group) || group === ALL_SYSTEMS_GROUP) return { errno: ILLEGAL_VALUE };
    this.udp.join(group);
    return { errno: 0 };
  }

  dispose(): void {
    this.tcp.dispose();
    this.udp.dispose();
  }

  private tcpRoute(address: string, port: number): TcpRoute {
    if (!isIPv4(address) || !Number.isInteger(port) || port < 0 || port > 65535) return { kind: 'refused', errno: Errno.EINVAL };
    const { board, local, memory, tellOnce } = this.setup;
    const way = wayTo(address, memory);
    if (way === 'none') return { kind: 'refused', errno: Errno.EHOSTUNREACH };
    const target = way === 'self' ? board : local.at(board, address);
    if (target) {
      const listener = target.listenerAt(address, port);
      if (listener) return { kind: 'listener', listener };
      if (way === 'self') tellOnce('board address', { severity: 'warning', text: boardItselfText(this.names.label(address, port), port) });
      return { kind: 'refused', errno: Errno.ECONNRESET };
    }
    if (!this.leadsOutside(address, way)) return { kind: 'silence' };
    if (this.isBlocked(() => this.placeOf(address, port), `The connection to ${this.names.label(address, port)}`))
      return { kind: 'refused', errno: Errno.EHOSTUNREACH };
    return { kind: 'place', ...this.destination(address, port) };
  }

  private datagramRoute(address: string, port: number): DatagramRoute {
    const { board, local, memory } = this.setup;
    const way = wayTo(address, memory);
    if (way === 'none') return { boards: [], places: [] };
    if (way === 'self') return { boards: [{ board, source: address }], places: [] };
    const isForMany = isMulticast(address) || [memory.station, memory.accessPoint].some((own) => own && isBroadcast(address, own));
    if (isForMany) return { boards: local.around(board, address), places: this.placesForMany(address, port) };
    const target = local.at(board, address);
    if (target) return { boards: [{ board: target, source: local.sourceFor(board, target) ?? NO_ADDRESS }], places: [] };
    const label = `The datagram to ${this.names.label(address, port)}`;
    const isBlocked = (): boolean => this.isBlocked(() => this.placeOf(address, port), label);
    if (!this.leadsOutside(address, way) || isBlocked()) return { boards: [], places: [] };
    return { boards: [], places: [this.destination(address, port)] };
  }

  /** Where a broadcast or a multicast is heard outside the simulation: on this computer, and on its network if that is allowed. */
  private placesForMany(address: string, port: number): DatagramRoute['places'] {
    const { policy } = this.setup.configuration;
    if (!this.isHome || policy === 'none') return [];
    if (isMulticast(address)) return [{ host: address, port, ...(policy === 'all' ? {} : { through: LOOPBACK }) }];
    const everybody = policy === 'all' ? [{ host: '255.255.255.255', port }] : [];
    return this.setup.local.hasDatagramPort(port) ? everybody : [{ host: LOOPBACK, port }, ...everybody];
  }

  /** Whether the station is where the way to this computer and beyond begins, and not at another board's access point. */
  private get isHome(): boolean {
    return this.setup.local.networkOf(this.setup.board) === HOME_NETWORK;
  }

  /** In the simulated home there are only boards and this computer, though the router has an address too. */
  private isAbsent(address: string): boolean {
    const home = { ...HOME_SUBNET, address: HOME_SUBNET.gateway };
    return isInSubnet(address, home) && !this.names.isKnown(address);
  }

  /** How the board sees a program on this computer that turns to one of its addresses, or to any of them. */
  private computerFor(boundAddress: string): string {
    const { station, accessPoint } = this.setup.memory;
    if (accessPoint && (boundAddress === accessPoint.address || !station)) return computerAddressIn(accessPoint);
    return station && !this.isHome ? computerAddressIn(station) : COMPUTER_ADDRESS;
  }

  /** Whether this computer has the address in a network that a board makes. */
  private isComputer(address: string): boolean {
    const { station, accessPoint } = this.setup.memory;
    return [accessPoint, this.isHome ? undefined : station].some((own) => own && address === computerAddressIn(own));
  }

  /** Whether a way that ends at no board goes on outside the simulation. */
  private leadsOutside(address: string, way: Way): boolean {
    return this.isComputer(address) || (way === 'station' && this.isHome && !this.isAbsent(address));
  }

  private destination(address: string, port: number): Destination {
    return this.isComputer(address) ? { host: LOOPBACK, port, isAlias: true } : this.names.destination(address, port);
  }

  /** Whether the policy forbids it; tells the user if so. */
  private isBlocked(place: () => Place, what: string): boolean {
    const { policy } = this.setup.configuration;
    if (policy === 'all' || isAllowed(place(), policy)) return false;
    this.setup.tellOnce(what, { severity: 'warning', text: blockedText(what, policy) });
    return true;
  }

  private placeOf(address: string, port: number): Place {
    const { host, isAlias } = this.destination(address, port);
    return isAlias ? placeOfAliasTarget(host, computerAddresses) : placeOfAddress(host, computerAddresses);
  }
}

function boardItselfText(label: string, port: number): string {
  return (
    `${label} is the simulated ESP32 itself, and no program listens there. ` +
    `A server on this computer is reached under the name ${peerLabel(HOST_NAME, port)}.`
  );
}
