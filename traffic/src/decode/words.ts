/** Small texts that all decoders need: everything that comes from outside is shown on one line, bounded, with nothing in it that a terminal obeys. */

// eslint-disable-next-line no-control-regex -- these are what must not be shown as they are
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

export function oneLine(text: string, maxChars = 200): string {
  const short = text.length > maxChars ? `${text.slice(0, maxChars - 1)}…` : text;
  return short.replace(CONTROLS, '\u{fffd}');
}

/** As it stands, for a sentence about it: `"Hst example.com"`. */
export function quoted(text: string, maxChars = 60): string {
  return JSON.stringify(oneLine(text, maxChars));
}

/** `1 byte`, `2 bytes`. */
export function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

export function utf8(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
}

/** Several things that are wrong, as one text; undefined if nothing is. */
export function joined(problems: readonly (string | undefined)[]): string | undefined {
  const all = problems.filter((problem) => problem !== undefined);
  return all.length === 0 ? undefined : all.join('; ');
}
