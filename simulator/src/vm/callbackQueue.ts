/**
 * MicroPython's queue of scheduled callbacks as a board has it: eight places, for timers, pins and `micropython.schedule`
 * together, and what does not fit is dropped. The VM's own queue has fewer places; it holds one entry, whose turn is the turn
 * of the first callback here.
 */
import type { Errors } from './errors';
import type { Natives } from './natives';
import { NONE, NULL, TypeOffset, type Objects, type Ref } from './objects';
import type { ReferenceTable } from './referenceTable';

const PLACES = 8;

export class CallbackQueue {
  /** Of each place, where its callback and its argument are held. */
  private readonly places: readonly { readonly callback: number; readonly argument: number }[];
  private first = 0;
  private count = 0;
  /** It has no place in the queue, and comes before all that have one. */
  private isInterruptWanted = false;
  private wasInterruptAdded = false;
  private readonly turn: Ref;

  constructor(
    private readonly objects: Objects,
    private readonly errors: Errors,
    private readonly references: ReferenceTable,
    natives: Natives,
  ) {
    // Taken now, because an interrupt must not allocate.
    this.places = Array.from({ length: PLACES }, () => ({ callback: references.add(NULL), argument: references.add(NULL) }));
    this.turn = natives.function(1, 1, () => this.run());
  }

  /** Queues `callback(argument)`. Returns whether there was a place for it. */
  add(callback: Ref, argument: Ref): boolean {
    const place = this.places[(this.first + this.count) % PLACES];
    if (this.count === PLACES || !place) return false;
    this.references.set(place.callback, callback);
    this.references.set(place.argument, argument);
    if (this.count++ === 0 && !this.isInterruptWanted) this.requestTurn();
    return true;
  }

  /** Queues a KeyboardInterrupt, once however often it is asked for. */
  addInterrupt(): void {
    if (this.isInterruptWanted) return;
    this.isInterruptWanted = true;
    this.wasInterruptAdded = true;
    if (this.count === 0) this.requestTurn();
  }

  /** At the end of what runs: an interrupt that did not come does not come any more. Returns whether the VM may still hold one. */
  forgetInterrupt(): boolean {
    const mayBePending = this.wasInterruptAdded;
    this.isInterruptWanted = false;
    this.wasInterruptAdded = false;
    return mayBePending;
  }

  private run(): Ref {
    const { objects, references } = this;
    if (this.isInterruptWanted) {
      this.isInterruptWanted = false;
      if (this.count > 0) this.requestTurn();
      objects.image.exports.mp_sched_keyboard_interrupt();
      return NONE;
    }
    const place = this.places[this.first];
    if (this.count === 0 || !place) return NONE;
    this.first = (this.first + 1) % PLACES;
    // Before the callback runs: it may raise.
    if (--this.count > 0) this.requestTurn();
    const [callback, argument] = [references.get(place.callback), references.get(place.argument)];
    const isCallable = callback !== NONE && objects.slot(objects.typeOf(callback), TypeOffset.call) !== 0;
    if (!isCallable) return this.errors.type(`'${objects.typeName(callback)}' object isn't callable`);
    return objects.call(objects.keep(callback), argument);
  }

  private requestTurn(): void {
    this.objects.image.exports.mp_sched_schedule(this.turn, NONE);
  }
}
