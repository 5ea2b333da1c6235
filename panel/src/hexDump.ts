/** The classic hex dump: offset, bytes, and what of them is printable ASCII. */
export interface HexLine {
  /** Four hexadecimal digits, eight for more than 64 KB. */
  readonly offset: string;
  /** The bytes, with a wider gap in the middle, padded to the full width. */
  readonly hex: string;
  readonly ascii: string;
}

/** Lines of `columns` bytes for the bytes from `start` to `end`; `start` is a multiple of `columns`. */
export function hexDump(bytes: Uint8Array, columns: number, start = 0, end = bytes.length): HexLine[] {
  const lines: HexLine[] = [];
  for (let position = start; position < Math.min(end, bytes.length); position += columns) {
    const part = bytes.subarray(position, Math.min(position + columns, bytes.length));
    lines.push({
      offset: position.toString(16).padStart(offsetDigits(bytes.length), '0'),
      hex: hexColumns(part, columns),
      ascii: asciiColumn(part),
    });
  }
  return lines;
}

/** The whole dump as text, for the clipboard. */
export function hexDumpText(bytes: Uint8Array, columns = 16): string {
  return hexDump(bytes, columns)
    .map(({ offset, hex, ascii }) => `${offset}  ${hex}  |${ascii}|`)
    .join('\n');
}

function offsetDigits(length: number): number {
  return length > 0x10000 ? 8 : 4;
}

function hexColumns(part: Uint8Array, columns: number): string {
  const pairs = Array.from({ length: columns }, (_, index) => part[index]?.toString(16).padStart(2, '0') ?? '  ');
  return `${pairs.slice(0, columns / 2).join(' ')}  ${pairs.slice(columns / 2).join(' ')}`;
}

function asciiColumn(part: Uint8Array): string {
  return Array.from(part, (byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
}
