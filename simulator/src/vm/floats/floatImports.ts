/** What the VM asks when it writes a float: `mp_format_float` of MicroPython. */
import type { Image } from '../image';
import { formatFloat } from './floatText';

export interface FloatImports {
  /** Writes text and a NUL, and returns the length of the text. */
  format_float(value: number, buffer: number, room: number, letter: number, precision: number, sign: number): number;
}

/** `image` is a function because the image is made with these as imports. */
export function floatText(image: () => Image): FloatImports {
  return {
    format_float(value, buffer, room, letter, precision, sign) {
      const { u8 } = image();
      const format = { letter: String.fromCharCode(letter), precision, sign: sign === 0 ? '' : String.fromCharCode(sign), room };
      const text = formatFloat(Math.fround(value), format);
      for (let i = 0; i < text.length; i++) u8[buffer + i] = text.charCodeAt(i);
      u8[buffer + text.length] = 0;
      return text.length;
    },
  };
}
