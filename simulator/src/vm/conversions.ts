/** Arguments of native functions as JavaScript values, with MicroPython's errors for those that do not fit. */
import type { Errors } from './errors';
import { FALSE, NONE, TRUE, type Objects, type Ref } from './objects';

export class Conversions {
  constructor(
    private readonly objects: Objects,
    private readonly errors: Errors,
  ) {}

  /** An int that fits into the machine word of the board. */
  int(ref: Ref): number {
    const value = this.whole(ref) ?? this.errors.type(`can't convert ${this.objects.typeName(ref)} to int`);
    return value === (value | 0) ? value : this.errors.overflow('overflow converting long int to machine word');
  }

  /** An int of any size, as the C type `long long` takes it: its lowest 64 bits. */
  longInt(ref: Ref): number {
    const value = this.whole(ref) ?? this.errors.type(`can't convert ${this.objects.typeName(ref)} to int`);
    return Number.isSafeInteger(value) ? value : Number(BigInt.asIntN(64, this.bigInt(ref)));
  }

  float(ref: Ref): number {
    if (ref !== NONE && (ref & 3) === 0 && this.objects.isInstance(ref, 'float')) return this.objects.float(ref);
    return this.whole(ref) ?? this.errors.type(`can't convert ${this.objects.typeName(ref)} to float`);
  }

  /** The value of an int or bool; undefined for any other object. */
  private whole(ref: Ref): number | undefined {
    const small = this.objects.smallInt(ref);
    if (small !== undefined) return small;
    if (ref === TRUE) return 1;
    if (ref === FALSE) return 0;
    if (ref === NONE || !this.objects.isInstance(ref, 'int')) return undefined;
    return Number(this.bigInt(ref));
  }

  private bigInt(ref: Ref): bigint {
    return BigInt(this.objects.text(this.objects.make('str', ref)));
  }

  /** The text of a str or bytes object. */
  str(ref: Ref): string {
    if (ref !== NONE && (this.objects.isInstance(ref, 'str') || this.objects.isInstance(ref, 'bytes'))) return this.objects.text(ref);
    return this.errors.type(`can't convert '${this.objects.typeName(ref)}' object to str implicitly`);
  }

  /** The bytes of any object with the buffer protocol, a str included. */
  buffer(ref: Ref): Uint8Array {
    return this.objects.buffer(ref) ?? this.errors.type('object with buffer protocol required');
  }

  /** The bytes of an object whose bytes can be changed. */
  writableBuffer(ref: Ref): Uint8Array {
    return this.objects.buffer(ref, true) ?? this.errors.type('object with buffer protocol required');
  }

  /** The items of a tuple or list. */
  sequence(ref: Ref): readonly Ref[] {
    return (
      (ref === NONE ? undefined : this.objects.items(ref)) ??
      this.errors.type(`object '${this.objects.typeName(ref)}' isn't a tuple or list`)
    );
  }

  /** Python's truth value, for the types that are used as flags. */
  bool(ref: Ref): boolean {
    if (ref === NONE || ref === FALSE) return false;
    if (ref === TRUE) return true;
    const small = this.objects.smallInt(ref);
    if (small !== undefined) return small !== 0;
    return this.objects.make('bool', ref) === TRUE;
  }
}
