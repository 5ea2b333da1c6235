/** The fields of one JSON object, asked for by name and kind. What is not as it has to be is said in the words of the file's author. */

export class NotAsExpected extends Error {
  readonly code = 'NOT_AS_EXPECTED';
}

export class Fields {
  private constructor(private readonly object: Readonly<Record<string, unknown>>) {}

  static of(value: unknown): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotAsExpected('it is no JSON object');
    return new Fields(value as Record<string, unknown>);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.object, name);
  }

  text(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string') throw new NotAsExpected(`"${name}" is no text`);
    return value;
  }

  number(name: string): number {
    const value = this.value(name);
    if (typeof value !== 'number') throw new NotAsExpected(`"${name}" is no number`);
    return value;
  }

  integer(name: string): number {
    const value = this.number(name);
    if (!Number.isSafeInteger(value)) throw new NotAsExpected(`"${name}" is no whole number`);
    return value;
  }

  /** A whole number from 0. */
  count(name: string): number {
    const value = this.integer(name);
    if (value < 0) throw new NotAsExpected(`"${name}" is below zero`);
    return value;
  }

  oneOf<T extends string>(name: string, known: readonly T[], what: string): T {
    const text = this.text(name);
    const found = known.find((item) => item === text);
    if (found === undefined) throw new NotAsExpected(`"${name}" is "${text.slice(0, 40)}", which is no ${what}`);
    return found;
  }

  bytes(name: string): Uint8Array {
    return decoded(this.value(name), name);
  }

  listOfBytes(name: string): readonly Uint8Array[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw new NotAsExpected(`"${name}" is no list`);
    return value.map((item) => decoded(item, name));
  }

  list(name: string): readonly Fields[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw new NotAsExpected(`"${name}" is no list`);
    return value.map((item) => Fields.of(item));
  }

  inner(name: string): Fields {
    const value = this.value(name);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new NotAsExpected(`"${name}" is no JSON object`);
    return Fields.of(value);
  }

  isNull(name: string): boolean {
    return this.object[name] === null;
  }

  private value(name: string): unknown {
    if (!this.has(name)) throw new NotAsExpected(`"${name}" is missing`);
    return this.object[name];
  }
}

function decoded(value: unknown, name: string): Uint8Array {
  if (typeof value !== 'string' || value.length % 4 !== 0) throw new NotAsExpected(`"${name}" is no base64`);
  const padding = value.endsWith('==') ? 2 : value.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(value, 'base64');
  // The decoder passes over what is no base64.
  if (bytes.length !== (value.length / 4) * 3 - padding) throw new NotAsExpected(`"${name}" is no base64`);
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
