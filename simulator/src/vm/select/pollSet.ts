/**
 * The set of streams that a poll object watches. It lies in the VM's heap, so that the collector sees the streams and
 * finds nothing of ours to forget. The table has holes where a stream was removed: asyncio removes and registers while it
 * walks over what is ready. Streams are the same if they are the same object; `__eq__` is not asked.
 */
import { NULL, TypeOffset, type Ref } from '../objects';
import type { Vm } from '../vm';

/** Requests and flags of MicroPython's py/stream.h. */
const POLL_REQUEST = 3;
const IOCTL_OFFSET = 8;
const IOCTL_FAILED = 0xffffffff;

/** A poll object in memory; the module uses the last three words. */
export const PollOffset = { table: 4, slots: 8, readyLeft: 12, next: 16, flags: 20, tuple: 24 } as const;
const POLL_BYTES = 28;
const EntryOffset = { stream: 0, asked: 4, ready: 8 } as const;
const ENTRY_BYTES = 12;
const SLOTS_AT_ONCE = 4;

/**
 * One tick of the board's operating system, after which it asks every stream again. Here the doorbell and callbacks tell
 * when to ask, except for a stream written in Python: its `ioctl` may go by the clock.
 */
const TICK_MS = 10;

/** An entry whose stream is ready. */
export interface ReadyEntry {
  readonly stream: Ref;
  readonly flags: number;
}

export class PollSets {
  private readonly errorAddress: number;
  private readonly pythonProtocol: number;

  constructor(private readonly vm: Vm) {
    const { objects, image } = vm;
    this.errorAddress = image.exports.malloc(4);
    this.pythonProtocol = objects.slot(objects.moduleMember(objects.importModule('io'), 'IOBase'), TypeOffset.protocol);
  }

  create(type: Ref): Ref {
    const set = this.vm.objects.allocate(POLL_BYTES, type);
    this.vm.image.bytes(set + 4, POLL_BYTES - 4).fill(0);
    return set;
  }

  /** Watches a stream. Raises OSError for anything that is none. */
  add(set: Ref, stream: Ref, asked: number): void {
    const { image } = this.vm;
    const found = this.find(set, stream);
    if (found === NULL) this.requireStream(stream);
    const entry = found === NULL ? this.freeEntry(set) : found;
    image.setWord(entry + EntryOffset.stream, stream);
    image.setWord(entry + EntryOffset.asked, asked);
    if (found === NULL) image.setWord(entry + EntryOffset.ready, 0);
  }

  /** What is asked of a stream; undefined if it is not watched. */
  asked(set: Ref, stream: Ref): number | undefined {
    const entry = this.find(set, stream);
    return entry === NULL ? undefined : this.vm.image.word(entry + EntryOffset.asked);
  }

  /** Changes what is asked of a stream, if it is watched. */
  modify(set: Ref, stream: Ref, asked: number): void {
    const entry = this.find(set, stream);
    if (entry !== NULL) this.vm.image.setWord(entry + EntryOffset.asked, asked);
  }

  remove(set: Ref, stream: Ref): void {
    const entry = this.find(set, stream);
    if (entry !== NULL) this.vm.image.bytes(entry, ENTRY_BYTES).fill(0);
  }

  /** Waits until streams are ready, at most until `deadlineMs`. Returns how many are. */
  wait(set: Ref, deadlineMs: number): number {
    const { scheduler } = this.vm;
    // As on the board: also a poll that never waits lets callbacks run and can be interrupted.
    scheduler.service();
    let ready = 0;
    scheduler.waitUntil(() => (ready = this.look(set)) > 0, deadlineMs, this.hasPythonStream(set) ? TICK_MS : Infinity);
    return ready;
  }

  /** The first entry from slot `from` on whose stream was ready in the last wait, and the slot after it. */
  nextReady(set: Ref, from: number): (ReadyEntry & { readonly slot: number }) | undefined {
    const { image } = this.vm;
    for (let slot = from; slot < this.slots(set); slot++) {
      const entry = this.entryAt(set, slot);
      const flags = image.word(entry + EntryOffset.ready);
      if (flags !== 0) return { stream: image.word(entry + EntryOffset.stream), flags, slot };
    }
    return undefined;
  }

  *ready(set: Ref): Generator<ReadyEntry> {
    for (let found = this.nextReady(set, 0); found; found = this.nextReady(set, found.slot + 1)) yield found;
  }

  /** Asks every stream once. One that is written in Python may change the set meanwhile, so that nothing is remembered. */
  private look(set: Ref): number {
    const { image } = this.vm;
    let ready = 0;
    for (let slot = 0; slot < this.slots(set); slot++) {
      const entry = this.entryAt(set, slot);
      const stream = image.word(entry + EntryOffset.stream);
      if (stream === NULL) continue;
      const flags = this.flags(stream, image.word(entry + EntryOffset.asked));
      const entryNow = this.entryAt(set, slot);
      if (image.word(entryNow + EntryOffset.stream) !== stream) continue;
      image.setWord(entryNow + EntryOffset.ready, flags);
      if (flags !== 0) ready++;
    }
    return ready;
  }

  private flags(stream: Ref, asked: number): number {
    const { image, errors } = this.vm;
    const flags = image.callIndirect(this.ioctl(stream), stream, POLL_REQUEST, asked, this.errorAddress) >>> 0;
    return flags === IOCTL_FAILED ? errors.os(image.word(this.errorAddress)) : flags;
  }

  private requireStream(object: Ref): void {
    const isObject = (object & 3) === 0;
    if (!isObject || this.ioctl(object) === 0) this.vm.errors.osText('stream operation not supported');
  }

  /** The stream's ioctl function, 0 if it has none. */
  private ioctl(object: Ref): number {
    const protocol = this.protocol(object);
    return protocol === 0 ? 0 : this.vm.image.word(protocol + IOCTL_OFFSET);
  }

  private protocol(object: Ref): number {
    return this.vm.objects.slot(this.vm.image.word(object), TypeOffset.protocol);
  }

  private hasPythonStream(set: Ref): boolean {
    for (let slot = 0; slot < this.slots(set); slot++) {
      const stream = this.vm.image.word(this.entryAt(set, slot) + EntryOffset.stream);
      if (stream !== NULL && this.protocol(stream) === this.pythonProtocol) return true;
    }
    return false;
  }

  private find(set: Ref, stream: Ref): number {
    for (let slot = 0; slot < this.slots(set); slot++) {
      const entry = this.entryAt(set, slot);
      if (this.vm.image.word(entry + EntryOffset.stream) === stream) return entry;
    }
    return NULL;
  }

  private freeEntry(set: Ref): number {
    const { image } = this.vm;
    const hole = this.find(set, NULL);
    if (hole !== NULL) return hole;
    const slots = this.slots(set);
    const table = image.exports.m_realloc(image.word(set + PollOffset.table), (slots + SLOTS_AT_ONCE) * ENTRY_BYTES);
    image.bytes(table + slots * ENTRY_BYTES, SLOTS_AT_ONCE * ENTRY_BYTES).fill(0);
    image.setWord(set + PollOffset.table, table);
    image.setWord(set + PollOffset.slots, slots + SLOTS_AT_ONCE);
    return table + slots * ENTRY_BYTES;
  }

  private slots(set: Ref): number {
    return this.vm.image.word(set + PollOffset.slots);
  }

  private entryAt(set: Ref, slot: number): number {
    return this.vm.image.word(set + PollOffset.table) + slot * ENTRY_BYTES;
  }
}
