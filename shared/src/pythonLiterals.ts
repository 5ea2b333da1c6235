/** Literals of Python, in double quotes and on one line, for code that is written for the user. */

export function stringLiteral(text: string): string {
  return `"${[...text].map((character) => escaped(character)).join('')}"`;
}

export function bytesLiteral(bytes: Uint8Array): string {
  return `b"${Array.from(bytes, (byte) => (byte < 0x7f ? escaped(String.fromCharCode(byte)) : hex(byte))).join('')}"`;
}

function escaped(character: string): string {
  if (character === '\\' || character === '"') return `\\${character}`;
  if (character === '\r') return '\\r';
  if (character === '\n') return '\\n';
  const code = character.charCodeAt(0);
  return code < 0x20 || code === 0x7f ? hex(code) : character;
}

function hex(byte: number): string {
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}
