/** Values as Python writes them. */

const SHORT_ESCAPES: Readonly<Record<number, string>> = { 0x09: '\\t', 0x0a: '\\n', 0x0d: '\\r', 0x22: '\\"', 0x5c: '\\\\' };

export function pythonBytes(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) {
    const short = SHORT_ESCAPES[byte];
    if (short !== undefined) text += short;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\x${byte.toString(16).padStart(2, '0')}`;
  }
  return `b"${text}"`;
}

/** Characters beyond ASCII stay: the board reads UTF-8. */
export function pythonText(text: string): string {
  const escaped = text
    .replace(/["\\]/g, '\\$&')
    .replace(/[\x00-\x1f\x7f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`); // eslint-disable-line no-control-regex
  return `"${escaped}"`;
}
