/**
 * Code page 437, in which a board's FAT gives and takes names: each byte of a path is a character of it, so a name with
 * an umlaut that a script writes as UTF-8 is another one to a computer. Long names are kept as UTF-16 on the volume.
 */

const UPPER_HALF =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
  '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0';
const FIRST = 0x80;

const BYTES = new Map([...UPPER_HALF].map((character, i) => [character, FIRST + i]));

/** The UTF-16 text of a string of bytes. */
export function toUnicode(bytes: string): string {
  return bytes.replace(/[\u0080-\u00ff]/g, (byte) => UPPER_HALF.charAt(byte.charCodeAt(0) - FIRST));
}

/** The byte of a character; undefined if the code page does not have it. */
export function toByte(character: string): number | undefined {
  const code = character.charCodeAt(0);
  return code < FIRST ? code : BYTES.get(character);
}

/** The string of bytes of a text; undefined if the code page does not have all of its characters. */
export function toBytes(text: string): string | undefined {
  let bytes = '';
  for (let i = 0; i < text.length; i++) {
    const byte = toByte(text.charAt(i));
    if (byte === undefined) return undefined;
    bytes += String.fromCharCode(byte);
  }
  return bytes;
}

/** In upper case unit by unit, as names are compared: a character that becomes several stays. */
export function upperCase(text: string): string {
  let upper = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    const changed = unit.toUpperCase();
    upper += changed.length === 1 ? changed : unit;
  }
  return upper;
}
