/**
 * The names a run knows: the user's aliases and `host.local`, each with an address of its own from a range that is set
 * aside for benchmarks (RFC 2544) and so belongs to nobody, plus what the resolver answered. It turns an address that
 * the script connects to into the place that it really leads to, and into the name to show.
 */
import { isIPv4 } from 'node:net';
import type { NameAlias } from '../../../shared/src';
import { COMPUTER_ADDRESS, HOST_NAME } from '../syscall';

export interface Destination {
  readonly host: string;
  readonly port: number;
  /** Whether the user's alias, and not the script, chose the host. */
  readonly isAlias: boolean;
}

const NAMES_PER_BLOCK = 250;

export class NameTable {
  private readonly addressOfAlias = new Map<string, string>();
  /** By address, and then by the script's port; `undefined` is every other port. */
  private readonly aliasesOfAddress = new Map<string, Map<number | undefined, NameAlias>>();
  private readonly nameOfAddress = new Map<string, string>();

  /** How many addresses were made up, or passed over. */
  private madeUp = 0;
  /** Addresses that aliases are told to have. */
  private readonly told: ReadonlySet<string>;

  constructor(aliases: readonly NameAlias[]) {
    for (const { name, address } of aliases) if (address !== undefined) this.addressOfAlias.set(normalName(name), address);
    this.told = new Set(this.addressOfAlias.values());
    for (const alias of [{ name: HOST_NAME, host: '127.0.0.1' }, ...aliases]) {
      const address = this.addressFor(alias);
      const byPort = this.aliasesOfAddress.get(address) ?? new Map<number | undefined, NameAlias>();
      this.aliasesOfAddress.set(address, byPort.set(alias.forPort, alias));
    }
  }

  private addressFor({ name, address: wanted }: NameAlias): string {
    if (isIPv4(name)) return name;
    const key = normalName(name);
    const address = wanted ?? this.addressOfAlias.get(key) ?? this.makeUpAddress();
    this.addressOfAlias.set(key, address);
    this.nameOfAddress.set(address, name);
    return address;
  }

  private makeUpAddress(): string {
    for (;;) {
      const address = syntheticAddress(this.madeUp++);
      if (!this.told.has(address)) return address;
    }
  }

  /** The address that stands for an aliased name; undefined when the name has no alias. */
  aliasAddress(name: string): string | undefined {
    return this.addressOfAlias.get(normalName(name));
  }

  /** Remembers which name led to an address. The first name stays: a later one may be another host of the same server. */
  remember(name: string, address: string): void {
    if (!this.nameOfAddress.has(address)) this.nameOfAddress.set(address, name);
  }

  destination(address: string, port: number): Destination {
    const byPort = this.aliasesOfAddress.get(address);
    const alias = byPort?.get(port) ?? byPort?.get(undefined);
    if (alias) return { host: alias.host, port: alias.port ?? port, isAlias: true };
    return address === COMPUTER_ADDRESS ? { host: '127.0.0.1', port, isAlias: true } : { host: address, port, isAlias: false };
  }

  /** Whether the address leads somewhere because an alias, or what this computer is to boards, says so, at one port at least. */
  isKnown(address: string): boolean {
    return address === COMPUTER_ADDRESS || this.aliasesOfAddress.has(address);
  }

  /** `www.example.com:80` where the name is known, else `93.184.216.34:80`. */
  label(address: string, port: number): string {
    return peerLabel(this.nameOfAddress.get(address) ?? address, port);
  }
}

/** How a peer is written in records and notices. */
export function peerLabel(host: string, port: number): string {
  return `${host}:${port}`;
}

/** Names are compared without regard to case and to the dot that may end them. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

/** The top of 198.18.0.0/15; its bottom is what some proxies hand out for names of their own. */
function syntheticAddress(index: number): string {
  return `198.19.${255 - Math.floor(index / NAMES_PER_BLOCK)}.${(index % NAMES_PER_BLOCK) + 1}`;
}
