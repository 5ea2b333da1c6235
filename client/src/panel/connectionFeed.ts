/**
 * Tells a page which connections there are, a few times a second at most, and what the one that it looks at means. Decoding is a worker's
 * work and begins anew when more has come, because an answer may have become complete.
 */
import type { ConnectionKey, DecodedPart, Disposable, PanelConnection, ToPanel } from '../../../shared/src';
import { ConnectionTitles } from './connectionTitles';
import { ConversationReader } from './conversationReader';
import type { TrafficDecoder } from './trafficDecoder';
import type { TrafficLog } from './trafficLog';

const LIST_INTERVAL_MS = 250;
const DECODE_INTERVAL_MS = 500;
/** More than a page shows; the rest is counted. */
const MAX_LISTED = 1000;

export class ConnectionFeed implements Disposable {
  private readonly titles: ConnectionTitles;
  private listTimer: NodeJS.Timeout | undefined;
  private decodeTimer: NodeJS.Timeout | undefined;
  private key: ConnectionKey | undefined;
  /** How many operations the connection had when it was decoded last. */
  private decodedAt = -1;
  private isDecoding = false;
  private isOpen = false;
  private reader: ConversationReader | undefined;

  constructor(
    private readonly log: TrafficLog,
    private readonly post: (message: ToPanel) => void,
    private readonly decoder: TrafficDecoder,
    private readonly onFailure: (error: unknown) => void,
  ) {
    this.titles = new ConnectionTitles(decoder);
  }

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
    // What is under way for another connection is not waited for.
    this.isDecoding = false;
    if (key) this.decodeAgain();
  }

  dispose(): void {
    this.close();
  }

  private sendList(): void {
    this.listTimer = undefined;
    const all = this.log.runs.flatMap((run) => [...run.connections.all()].map((connection) => ({ run, connection })));
    const listed = all.slice(-MAX_LISTED);
    const connections = listed.map(({ run, connection }): PanelConnection => ({
      ...connection,
      run: run.number,
      title: this.titles.of(run, connection.socket),
    }));
    const forgottenCount = this.log.runs.reduce((sum, run) => sum + run.connections.forgottenCount, all.length - listed.length);
    if (connections.length === 0) this.titles.clear();
    this.post({ kind: 'connections', connections, forgottenCount });
    void this.titles
      .learn()
      .then((isMoreKnown) => isMoreKnown && this.changed())
      .catch(this.onFailure);
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
        if (this.key !== key) return;
        this.isDecoding = false;
        if (this.isOpen) this.changed();
      });
  }

  private async sendDecoded(key: ConnectionKey): Promise<void> {
    const reader = this.readerOf(key);
    if (!reader) return;
    const outcome = await this.decoder.decode(reader, (part) => this.sendPart(key, part));
    if (outcome.kind === 'failed') this.sendPart(key, failedPart(outcome.reason));
  }

  /** The one that has read already, unless that was for a worker that is no more, or for a question that was given up. */
  private readerOf(key: ConnectionKey): ConversationReader | undefined {
    if (!this.reader?.isOf(key) || this.reader.isBusy || !this.decoder.has(this.reader)) this.reader = ConversationReader.of(this.log, key);
    return this.reader;
  }

  private sendPart(key: ConnectionKey, part: DecodedPart): void {
    if (this.isOpen && this.key === key) this.post({ kind: 'decoded', key, part });
  }
}

/** Nothing but why there is nothing. */
function failedPart(problem: string): DecodedPart {
  const json = JSON.stringify({ head: { protocol: 'unknown', problem }, messages: [], exchanges: [] });
  return { isFirst: true, isLast: true, json: new Uint8Array(Buffer.from(json)), bytes: [] };
}
