/**
 * Reads one connection's records from the log, up to a bound, for the worker that decodes them. Each record is handed over once, in
 * batches that are made within a few milliseconds, and between them others have their turn.
 */
import { setImmediate } from 'node:timers/promises';
import type { ConnectionKey, SocketRecord } from '../../../shared/src';
import type { BatchedRecord, ConversationFacts, RecordBatch } from '../../../traffic/src';
import type { ConnectionBook } from './connectionBook';
import type { TrafficLog } from './trafficLog';

/** More than this is not decoded. */
const MAX_DECODED_BYTES = 16 * 1024 * 1024;
const MAX_DECODED_TRANSFERS = 20_000;

const BATCH_BYTES = 512 * 1024;
const BATCH_RECORDS = 200;

export class ConversationReader {
  /** How many of the connection's entries were read. */
  private position = 0;
  private byteCount = 0;
  private recordCount = 0;
  private isFull = false;
  private lacksBeginning = false;
  private isReading = false;

  private constructor(
    private readonly log: TrafficLog,
    readonly key: ConnectionKey,
    private readonly book: ConnectionBook,
  ) {}

  /** Undefined if there is no such connection. */
  static of(log: TrafficLog, key: ConnectionKey): ConversationReader | undefined {
    const book = log.run(key.run)?.connections;
    return book?.of(key.socket) && new ConversationReader(log, key, book);
  }

  /** Whether it reads that connection of that log, as it is now: a log that was cleared has others. */
  isOf({ run, socket }: ConnectionKey): boolean {
    return this.key.run === run && this.key.socket === socket && this.log.run(run)?.connections === this.book;
  }

  /** Undefined once the connection is forgotten. */
  get facts(): ConversationFacts | undefined {
    const { socket } = this.key;
    const connection = this.book.of(socket);
    const tls = this.book.tlsOf(socket);
    const missing = this.missing();
    return connection && { connection: { ...connection }, ...(tls && { tls }), ...(missing !== undefined && { missing }) };
  }

  /** Whether what it has read last was not taken to its end. */
  get isBusy(): boolean {
    return this.isReading;
  }

  /** What was not read yet. */
  async *batches(): AsyncGenerator<RecordBatch> {
    this.isReading = true;
    const indexes = this.book.entriesOf(this.key.socket);
    this.lacksBeginning ||= this.position === 0 && (indexes[0] ?? Infinity) < this.log.firstIndex;
    let batch = new Batch();
    while (!this.isFull && this.position < indexes.length) {
      const row = indexes[this.position] ?? 0;
      const entry = this.log.inMemory(row) ?? (await this.log.at(row));
      const record = entry?.kind === 'operation' ? entry.record : undefined;
      this.isFull = this.recordCount >= MAX_DECODED_TRANSFERS || this.byteCount + (record?.bytes.length ?? 0) > MAX_DECODED_BYTES;
      if (this.isFull) break;
      this.position += 1;
      if (!record) continue;
      this.recordCount += 1;
      this.byteCount += record.bytes.length;
      batch.add(record, row);
      if (!batch.isFull) continue;
      yield batch.packed();
      batch = new Batch();
      await setImmediate();
    }
    if (!batch.isEmpty) yield batch.packed();
    this.isReading = false;
  }

  private missing(): string | undefined {
    if (this.lacksBeginning) return 'The beginning of this connection is no longer kept.';
    return this.isFull ? `Only the first ${this.recordCount} transfers are decoded.` : undefined;
  }
}

class Batch {
  private readonly records: BatchedRecord[] = [];
  private readonly pieces: Uint8Array[] = [];
  private byteCount = 0;

  get isEmpty(): boolean {
    return this.records.length === 0;
  }

  get isFull(): boolean {
    return this.records.length >= BATCH_RECORDS || this.byteCount >= BATCH_BYTES;
  }

  add({ operation, outcome, timeMs, peer, bytes }: SocketRecord, row: number): void {
    this.records.push({ operation, outcome, timeMs, peer, row, byteCount: bytes.length });
    this.pieces.push(bytes);
    this.byteCount += bytes.length;
  }

  /** With a buffer of its own, which can be handed over. */
  packed(): RecordBatch {
    const bytes = new Uint8Array(this.byteCount);
    let at = 0;
    for (const piece of this.pieces) {
      bytes.set(piece, at);
      at += piece.length;
    }
    return { records: this.records, bytes };
  }
}
