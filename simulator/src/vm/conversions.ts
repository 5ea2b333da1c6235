/** Arguments of native functions as JavaScript values, with MicroPython's errors for those that do not fit. */
import type { Errors } from './errors';
import { FALSE, NONE, TRUE, type Objects, type Ref } from './objects';

export class Conversions {
  constructor(
    private readonly objects: Objects,
    private readonly errors: Errors,
  ) {}

  int(ref: Ref): number {
    const small = this.objects.smallInt(ref);
    if (small !== undefined) return small;
    if (ref === TRUE) return 1;
    if (ref === FALSE) return 0;
    if (ref !== NONE && this.objects.isInstance(ref, 'int')) return Number(this.objects.text(this.objects.make('str', ref)));
    return this.errors.type(`can't convert ${this.objects.typeName(ref)} to int`);
  }

  float(ref: Ref): number {
    if (ref !== NONE && (ref & 3) === 0 && this.objects.isInstance(ref, 'float')) return this.objects.float(ref);
    const isInt = (ref & 1) !== 0 || ref === TRUE || ref === FALSE || (ref !== NONE && this.objects.isInstance(ref, 'int'));
    return isInt ? this.int(ref) : this.errors.type(`can't convert ${this.objects.typeName(ref)} to float`);
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
