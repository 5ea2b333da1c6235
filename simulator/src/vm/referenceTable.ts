/**
 * References to Python objects that native modules hold for as long as they like, in any number: a block of the heap that the
 * collector scans, and grows when it is full. A place in it has a number, which is used again after it was given back.
 */
import { NULL, type Objects, type Ref } from './objects';

const FIRST_PLACES = 16;

export class ReferenceTable {
  private readonly slot: number;
  private places = 0;
  private readonly free: number[] = [];

  constructor(private readonly objects: Objects) {
    this.slot = objects.roots.permanentSlot();
  }

  /** Holds a reference; the caller keeps it meanwhile, as this may allocate. Returns the number of its place. */
  add(ref: Ref): number {
    this.objects.keep(ref);
    const place = this.free.pop() ?? this.grow();
    this.set(place, ref);
    return place;
  }

  get(place: number): Ref {
    return this.objects.image.word(this.block + 4 * place);
  }

  set(place: number, ref: Ref): void {
    this.objects.image.setWord(this.block + 4 * place, ref);
  }

  /** Gives a place back and returns what it held, which nobody keeps any more. */
  take(place: number): Ref {
    const ref = this.get(place);
    this.set(place, NULL);
    this.free.push(place);
    return ref;
  }

  private get block(): number {
    return this.objects.image.word(this.slot);
  }

  private grow(): number {
    const { image } = this.objects;
    const count = Math.max(FIRST_PLACES, 2 * this.places);
    const block = image.exports.m_malloc(4 * count);
    image.bytes(block, 4 * count).fill(0);
    if (this.places > 0) image.bytes(block, 4 * this.places).set(image.bytes(this.block, 4 * this.places));
    image.setWord(this.slot, block);
    for (let place = count - 1; place > this.places; place--) this.free.push(place);
    const first = this.places;
    this.places = count;
    return first;
  }
}
