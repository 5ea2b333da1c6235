/** Finds texts in a stream of bytes, whatever the pieces it comes in. What may yet become one of them is kept back until it is decided. */

export interface Match {
  /** What came before the text, or all there is to give when none was found. */
  readonly before: Uint8Array;
  /** The index of the text that was found. */
  readonly found?: number;
  /** What came after it. */
  readonly rest: Uint8Array;
}

export class Matcher {
  private held: Uint8Array = EMPTY;
  private readonly texts: readonly Uint8Array[];

  constructor(texts: readonly string[]) {
    this.texts = texts.map((text) => Buffer.from(text, 'latin1'));
  }

  /** The first of the texts in what has come. */
  push(bytes: Uint8Array): Match {
    const all = concat(this.held, bytes);
    this.held = EMPTY;
    for (let at = 0; at < all.length; at++) {
      const found = this.texts.findIndex((text) => startsWith(all, at, text));
      const length = found < 0 ? 0 : (this.texts[found]?.length ?? 0);
      if (found >= 0) return { before: all.subarray(0, at), found, rest: all.subarray(at + length) };
      if (this.texts.some((text) => mayBecome(all, at, text))) {
        this.held = all.slice(at);
        return { before: all.subarray(0, at), rest: EMPTY };
      }
    }
    return { before: all, rest: EMPTY };
  }

  /** What was kept back; it belongs to no text after all. */
  flush(): Uint8Array {
    const { held } = this;
    this.held = EMPTY;
    return held;
  }
}

export const EMPTY = new Uint8Array(0);

export function concat(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function startsWith(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  return at + text.length <= bytes.length && text.every((byte, index) => bytes[at + index] === byte);
}

/** Whether the end of the bytes is the beginning of the text. */
function mayBecome(bytes: Uint8Array, at: number, text: Uint8Array): boolean {
  const length = bytes.length - at;
  if (length >= text.length) return false;
  for (let index = 0; index < length; index++) if (bytes[at + index] !== text[index]) return false;
  return true;
}
