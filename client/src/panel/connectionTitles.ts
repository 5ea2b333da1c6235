/**
 * What each connection is about, in a line, as far as it is known: the worker that decodes is asked about those whose beginnings have
 * changed, some at a time.
 */
import type { TitledHeads } from '../../../traffic/src';
import type { TrafficDecoder } from './trafficDecoder';
import type { LoggedRun } from './trafficLog';

/** Beginnings that are copied in a millisecond. */
const MAX_ASKED = 100;

interface Known {
  /** Of how much of its beginning. */
  readonly headBytes: number;
  readonly title: string;
}

export class ConnectionTitles {
  private known = new Map<string, Known>();
  private readonly wanted = new Map<string, { readonly run: LoggedRun; readonly socket: number }>();
  private isAsking = false;

  constructor(private readonly decoder: TrafficDecoder) {}

  /** Empty if it is not known; a newer one is asked for by the next `learn`. */
  of(run: LoggedRun, socket: number): string {
    const key = `${run.number}/${socket}`;
    const known = this.known.get(key);
    const headBytes = run.connections.headBytes(socket);
    if (headBytes > 0 && known?.headBytes !== headBytes) this.wanted.set(key, { run, socket });
    return known?.title ?? '';
  }

  clear(): void {
    this.known = new Map();
    this.wanted.clear();
  }

  /** Whether more is known than before. */
  async learn(): Promise<boolean> {
    if (this.isAsking || this.wanted.size === 0) return false;
    this.isAsking = true;
    try {
      const asked = [...this.wanted].slice(0, MAX_ASKED);
      for (const [key] of asked) this.wanted.delete(key);
      const sizes = asked.map(([, { run, socket }]) => run.connections.headBytes(socket));
      const { known } = this;
      const titles = await this.decoder.titles(asked.map(([, { run, socket }]) => headsOf(run, socket)));
      if (titles === undefined) return false;
      asked.forEach(([key], index) => known.set(key, { headBytes: sizes[index] ?? 0, title: titles[index] ?? '' }));
      return true;
    } finally {
      this.isAsking = false;
    }
  }
}

function headsOf({ connections }: LoggedRun, socket: number): TitledHeads {
  const { transport = 'tcp', peer = '', role } = connections.of(socket) ?? {};
  return { transport, peer, isServer: role === 'server', ...connections.headsOf(socket) };
}
