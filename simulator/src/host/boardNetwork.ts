/**
 * The board's way to the network: its sockets, by number, and its name look-ups. Applies aliases and the network policy,
 * and tells the user once what was blocked and why. Without a Wi-Fi address there is no route and no resolver.
 */
import { isIPv4 } from 'node:net';
import { Errno, ResolveErrno, type Disposable, type Notice } from '../../../shared/src';
import { Connection, HOST_NAME, SocketMemory, type BoardMemory, type NetworkConfiguration, type SocketNumber } from '../syscall';
import type { Contain } from './containment';
import { NameTable, peerLabel } from './nameTable';
import { computerAddresses, resolveOnNetwork, resolveWithoutNetwork, type Resolution } from './nameResolver';
import { blockedText, isAllowed, placeOfAddress, placeOfAliasTarget, type Place } from './reach';
import { TcpConnection } from './tcpConnection';

export interface BoardNetworkSetup {
  readonly configuration: NetworkConfiguration;
  readonly board: BoardMemory;
  /** Shows a notice, at most once for each key. */
  readonly tellOnce: (key: string, notice: Notice) => void;
  readonly contain: Contain;
}

export interface ConnectRequest {
  readonly socket: SocketNumber;
  readonly memory: SharedArrayBuffer;
  readonly address: string;
  readonly port: number;
}

interface OpenSocket {
  readonly memory: SocketMemory;
  /** Absent when the connection was not even tried. */
  readonly connection?: TcpConnection;
}

export class BoardNetwork implements Disposable {
  private readonly sockets = new Map<SocketNumber, OpenSocket>();
  private readonly names: NameTable;

  constructor(private readonly setup: BoardNetworkSetup) {
    this.names = new NameTable(setup.configuration.aliases);
  }

  connect({ socket, memory: buffer, address, port }: ConnectRequest): void {
    const memory = new SocketMemory(buffer);
    const ring = (): void => this.setup.board.ringDoorbell();
    const refusal = this.refusal(address, port);
    if (refusal !== undefined) {
      this.sockets.set(socket, { memory });
      memory.fail(refusal);
      memory.connection = Connection.failed;
      ring();
      return;
    }
    const destination = this.names.destination(address, port);
    this.sockets.set(socket, { memory, connection: new TcpConnection({ destination, memory, ring, contain: this.setup.contain }) });
  }

  send(socket: SocketNumber, bytes: Uint8Array): void {
    this.sockets.get(socket)?.connection?.send(bytes);
  }

  resume(socket: SocketNumber): void {
    this.sockets.get(socket)?.connection?.resume();
  }

  close(socket: SocketNumber, options: { readonly reset: boolean }): void {
    const open = this.sockets.get(socket);
    open?.connection?.close(options);
    open?.memory.release();
    this.sockets.delete(socket);
  }

  async resolve(host: string): Promise<Resolution> {
    const immediate = resolveWithoutNetwork(host);
    if (immediate) return immediate;
    if (!this.setup.board.wifiHasAddress) return { errno: ResolveErrno.EAI_FAIL };
    const { policy } = this.setup.configuration;
    const alias = this.names.aliasAddress(host);
    if (alias !== undefined && policy !== 'none') return { address: alias };
    if (policy === 'all') return resolveOnNetwork(host, this.names);
    this.setup.tellOnce(`name ${host}`, { severity: 'warning', text: blockedText(`The look-up of "${host}"`, policy) });
    return { errno: ResolveErrno.EAI_FAIL };
  }

  dispose(): void {
    for (const { connection } of this.sockets.values()) connection?.dispose();
    this.sockets.clear();
  }

  /** The errno of a connection that is not even tried. */
  private refusal(address: string, port: number): number | undefined {
    if (!isIPv4(address) || !Number.isInteger(port) || port < 0 || port > 65535) return Errno.EINVAL;
    const label = this.names.label(address, port);
    const place = this.placeOf(address, port);
    if (place === 'board') {
      this.setup.tellOnce('board address', { severity: 'warning', text: boardItselfText(label, port) });
      return Errno.ECONNRESET;
    }
    if (!this.setup.board.wifiHasAddress) return Errno.EHOSTUNREACH;
    const { policy } = this.setup.configuration;
    if (isAllowed(place, policy)) return undefined;
    this.setup.tellOnce(`connect ${label}`, { severity: 'warning', text: blockedText(`The connection to ${label}`, policy) });
    return Errno.EHOSTUNREACH;
  }

  private placeOf(address: string, port: number): Place {
    const { host, isAlias } = this.names.destination(address, port);
    return isAlias ? placeOfAliasTarget(host, computerAddresses()) : placeOfAddress(host, computerAddresses());
  }
}

function boardItselfText(label: string, port: number): string {
  return (
    `${label} is the simulated ESP32 itself, and no program listens there. ` +
    `A server on this computer is reached under the name ${peerLabel(HOST_NAME, port)}.`
  );
}
