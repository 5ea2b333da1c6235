/**
 * The `select` module. The VM's own one asks its streams in a loop without a pause; this one sleeps until the board's
 * doorbell rings or a callback has run. Signatures, flags and oddities are those of MicroPython's extmod/modselect.c.
 */
import { Errno } from '../../../../shared/src';
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { PollOffset, PollSets } from './pollSet';

const PollFlag = { in: 1, out: 4, error: 8, hangUp: 16 } as const;
const IpollFlag = { oneShot: 1 } as const;

export function selectModule(vm: Vm): Ref {
  return new SelectModule(vm).build();
}

class SelectModule {
  private readonly sets: PollSets;
  private readonly pollType: Ref;

  constructor(private readonly vm: Vm) {
    this.sets = new PollSets(vm);
    this.pollType = this.buildPollType();
  }

  build(): Ref {
    const { objects, natives } = this.vm;
    return natives.module('select', {
      select: natives.function(3, 4, (...args) => this.select(args)),
      poll: natives.function(0, 0, () => this.sets.create(this.pollType)),
      POLLIN: objects.int(PollFlag.in),
      POLLOUT: objects.int(PollFlag.out),
      POLLERR: objects.int(PollFlag.error),
      POLLHUP: objects.int(PollFlag.hangUp),
    });
  }

  private buildPollType(): Ref {
    const { natives, errors } = this.vm;
    return natives.type({
      name: 'poll',
      make: () => errors.type("cannot create 'poll' instances"),
      next: (self) => this.next(self),
      members: {
        register: natives.function(2, 3, (self, stream, mask?: Ref) => this.register(self, stream, mask)),
        unregister: natives.function(2, 2, (self, stream) => this.unregister(self, stream)),
        modify: natives.function(3, 3, (self, stream, mask) => this.modify(self, stream, mask)),
        poll: natives.function(1, 2, (self, timeout?: Ref) => this.poll(self, timeout)),
        ipoll: natives.function(1, 3, (self, timeout?: Ref, flags?: Ref) => this.ipoll(self, timeout, flags)),
      },
    });
  }

  private register(self: Ref, stream: Ref, mask: Ref | undefined): Ref {
    this.sets.add(self, stream, mask === undefined ? PollFlag.in | PollFlag.out : this.vm.convert.int(mask));
    return NONE;
  }

  private unregister(self: Ref, stream: Ref): Ref {
    this.sets.remove(self, stream);
    return NONE;
  }

  private modify(self: Ref, stream: Ref, mask: Ref): Ref {
    if (this.sets.asked(self, stream) === undefined) return this.vm.errors.os(Errno.ENOENT);
    this.sets.modify(self, stream, this.vm.convert.int(mask));
    return NONE;
  }

  private poll(self: Ref, timeout: Ref | undefined): Ref {
    const { objects, image } = this.vm;
    const list = this.newList(this.wait(self, timeout, undefined));
    let item = objects.listItems(list);
    for (const { stream, flags } of this.sets.ready(self)) {
      const kept = objects.roots.count;
      image.setWord(item, objects.tuple(stream, objects.int(flags)));
      objects.roots.release(kept);
      item += 4;
    }
    return list;
  }

  /** Makes the object an iterator over what is ready, which gives the same tuple each time, so that nothing is allocated. */
  private ipoll(self: Ref, timeout: Ref | undefined, flags: Ref | undefined): Ref {
    const { objects, image } = this.vm;
    if (image.word(self + PollOffset.tuple) === NULL) image.setWord(self + PollOffset.tuple, objects.tuple(NONE, NONE));
    image.setWord(self + PollOffset.readyLeft, this.wait(self, timeout, flags));
    image.setWord(self + PollOffset.next, 0);
    return self;
  }

  private next(self: Ref): Ref | undefined {
    const { image, objects } = this.vm;
    const left = image.word(self + PollOffset.readyLeft);
    const found = left === 0 ? undefined : this.sets.nextReady(self, image.word(self + PollOffset.next));
    image.setWord(self + PollOffset.readyLeft, found ? left - 1 : 0);
    if (!found) return undefined;
    image.setWord(self + PollOffset.next, found.slot + 1);
    if ((image.word(self + PollOffset.flags) & IpollFlag.oneShot) !== 0) this.sets.modify(self, found.stream, 0);
    const tuple = image.word(self + PollOffset.tuple);
    objects.setTupleItem(tuple, 0, found.stream);
    objects.setTupleItem(tuple, 1, objects.int(found.flags));
    return tuple;
  }

  private wait(self: Ref, timeout: Ref | undefined, flags: Ref | undefined): number {
    const { convert, image } = this.vm;
    const timeoutMs = timeout === undefined || timeout === NONE ? -1 : convert.int(timeout);
    image.setWord(self + PollOffset.flags, flags === undefined ? 0 : convert.int(flags));
    return this.sets.wait(self, timeoutMs < 0 ? Infinity : performance.now() + timeoutMs);
  }

  private select([read = NONE, write = NONE, exceptional = NONE, timeout = NONE]: readonly Ref[]): Ref {
    const { objects, convert } = this.vm;
    const lists = [read, write, exceptional].map((list) => convert.sequence(list));
    const timeoutS = timeout === NONE ? -1 : convert.float(timeout);
    const set = objects.keep(this.sets.create(this.pollType));
    const masks = [PollFlag.in, PollFlag.out, PollFlag.error | PollFlag.hangUp];
    for (const [i, streams] of lists.entries()) this.addAll(set, streams, masks[i] ?? 0);
    this.sets.wait(set, timeoutS < 0 ? Infinity : performance.now() + Math.trunc(timeoutS * 1000));

    const { in: readable, out: writable } = PollFlag;
    return objects.tuple(this.chosen(set, readable), this.chosen(set, writable), this.chosen(set, ~(readable | writable)));
  }

  /**
   * Adds the streams of one list. The mask is never narrowed again: what another list asked of one stream is also asked of
   * those that come after it in this list, and can bring them into the other list's result (poll_set_add_obj).
   */
  private addAll(set: Ref, streams: readonly Ref[], mask: number): void {
    let asked = mask;
    for (const stream of streams) {
      asked |= this.sets.asked(set, stream) ?? 0;
      this.sets.add(set, stream, asked);
    }
  }

  private chosen(set: Ref, mask: number): Ref {
    const { objects, image } = this.vm;
    const streams = [...this.sets.ready(set)].filter(({ flags }) => (flags & mask) !== 0).map(({ stream }) => stream);
    const list = this.newList(streams.length);
    for (const [i, stream] of streams.entries()) image.setWord(objects.listItems(list) + 4 * i, stream);
    return list;
  }

  private newList(length: number): Ref {
    return this.vm.objects.keep(this.vm.objects.newList(length));
  }
}
