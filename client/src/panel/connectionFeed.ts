/**
 * Tells a page which connections there are, a few times a second at most, and what the one that it looks at means. Decoding begins anew
 * when more has come, because an answer may have become complete.
 */
import type { ConnectionKey, Disposable, PanelConnection, SocketRecord, ToPanel } from '../../../shared/src';
import type { Conversation } from '../../../traffic/src';
import type { LoggedRun, TrafficLog } from './trafficLog';
import { trafficTools } from './trafficTools';

const LIST_INTERVAL_MS = 250;
const DECODE_INTERVAL_MS = 500;
/** More than this is not decoded at once. */
const MAX_DECODED_BYTES = 16 * 1024 * 1024;
const MAX_DECODED_TRANSFERS = 20_000;

type TitleOf = (run: LoggedRun, socket: number) => string;

export class ConnectionFeed implements Disposable {
  private readonly titles = new Map<string, { readonly headBytes: number; readonly title: string }>();
  private titleOf: TitleOf | undefined;
  private listTimer: NodeJS.Timeout | undefined;
  private decodeTimer: NodeJS.Timeout | undefined;
  private key: ConnectionKey | undefined;
  /** How many operations the connection had when it was decoded last. */
  private decodedAt = -1;
  private isDecoding = false;
  private isOpen = false;

  constructor(
    private readonly log: TrafficLog,
    private readonly post: (message: ToPanel) => void,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  open(): void {
    this.isOpen = true;
    this.sendList();
  }

  close(): void {
    this.isOpen = false;
    this.key = undefined;
    clearTimeout(this.listTimer);
    clearTimeout(this.decodeTimer);
    this.listTimer = this.decodeTimer = undefined;
  }

  /** The log has changed. */
  changed(): void {
    if (!this.isOpen) return;
    this.listTimer ??= setTimeout(() => this.sendList(), LIST_INTERVAL_MS);
    if (this.key) this.decodeTimer ??= setTimeout(() => this.decodeAgain(), DECODE_INTERVAL_MS);
  }

  /** The page looks at this connection now. */
  decode(key: ConnectionKey | undefined): void {
    this.key = key;
    this.decodedAt = -1;
    if (key) this.decodeAgain();
  }

  dispose(): void {
    this.close();
  }

  private sendList(): void {
    this.listTimer = undefined;
    const connections: PanelConnection[] = [];
    let forgottenCount = 0;
    for (const run of this.log.runs) {
      forgottenCount += run.connections.forgottenCount;
      for (const connection of run.connections.all())
        connections.push({ ...connection, run: run.number, title: this.titleOf?.(run, connection.socket) ?? '' });
    }
    if (connections.length === 0) this.titles.clear();
    this.post({ kind: 'connections', connections, forgottenCount });
    if (connections.length > 0 && !this.titleOf) void this.learnTitles();
  }

  private async learnTitles(): Promise<void> {
    try {
      const { conversationTitle } = await trafficTools();
      this.titleOf = ({ number, connections }, socket) => {
        const key = `${number}/${socket}`;
        const headBytes = connections.headBytes(socket);
        const known = this.titles.get(key);
        if (known?.headBytes === headBytes) return known.title;
        const { sent, received } = connections.headsOf(socket);
        const { transport = 'tcp', peer = '', role } = connections.of(socket) ?? {};
        const title = conversationTitle(sent, received, { transport, peer, isServer: role === 'server' });
        this.titles.set(key, { headBytes, title });
        return title;
      };
      this.changed();
    } catch (error) {
      this.onFailure(error);
    }
  }

  private decodeAgain(): void {
    this.decodeTimer = undefined;
    const { key } = this;
    const connection = key && this.log.run(key.run)?.connections.of(key.socket);
    if (!connection || this.isDecoding || connection.operations === this.decodedAt) return;
    this.decodedAt = connection.operations;
    this.isDecoding = true;
    void this.sendDecoded(key)
      .catch(this.onFailure)
      .finally(() => {
        this.isDecoding = false;
        if (this.isOpen && this.key) this.changed();
      });
  }

  private async sendDecoded(key: ConnectionKey): Promise<void> {
    const read = await readConversation(this.log, key);
    if (!read) return;
    const { decodeConversation } = await trafficTools();
    const decoded = await decodeConversation(read.conversation);
    const isAsked = this.key?.run === key.run && this.key.socket === key.socket;
    if (!isAsked || !this.isOpen) return;
    const { missing } = read;
    this.post({ kind: 'decoded', key, conversation: missing === undefined ? decoded : { ...decoded, problem: missing } });
  }
}

/** A connection's bytes as they are in the log, up to a bound; and what of them is missing. */
export async function readConversation(
  log: TrafficLog,
  { run: number, socket }: ConnectionKey,
): Promise<{ readonly conversation: Conversation; readonly missing?: string } | undefined> {
  const connections = log.run(number)?.connections;
  if (!connections) return undefined;
  const { conversationOf } = await trafficTools();
  const indexes = connections.entriesOf(socket);
  const records: { record: SocketRecord; row: number }[] = [];
  let byteCount = 0;
  for (const row of indexes.slice(0, MAX_DECODED_TRANSFERS)) {
    const entry = await log.at(row);
    if (entry?.kind !== 'operation') continue;
    if ((byteCount += entry.record.bytes.length) > MAX_DECODED_BYTES) break;
    records.push({ record: entry.record, row });
  }
  const conversation = conversationOf(connections, socket, records);
  if (!conversation) return undefined;
  if ((indexes[0] ?? Infinity) < log.firstIndex) return { conversation, missing: 'The beginning of this connection is no longer kept.' };
  if (records.length < indexes.length) return { conversation, missing: `Only the first ${records.length} transfers are decoded.` };
  return { conversation };
}
