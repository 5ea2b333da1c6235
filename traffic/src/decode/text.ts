/** Bytes as text, in the encoding that is named, or in the one that fits. Works in slices, so that a long text does not block. */
import { TextDecoder } from 'node:util';
import { MAX_BODY_BYTES } from './limits';
import type { Pace } from './pace';

const SLICE_BYTES = 128 * 1024;

export interface Text {
  readonly text: string;
  readonly problem?: string;
}

/** `isCut`: whether the last character may be there in part. */
export async function decodeText(bytes: Uint8Array, options: { charset?: string | undefined; isCut: boolean }, pace: Pace): Promise<Text> {
  const charset = byteOrderMark(bytes) ?? options.charset;
  const decoder = charset === undefined ? undefined : decoderFor(charset);
  if (decoder) return { text: (await slices(bytes, decoder, options.isCut, pace)) ?? '' };
  const text =
    (await strictUtf8(bytes, options.isCut, pace)) ?? (await slices(bytes, new TextDecoder('windows-1252'), options.isCut, pace)) ?? '';
  return charset === undefined ? { text } : { text, problem: `the encoding ${JSON.stringify(charset.slice(0, 40))} is not known` };
}

/** Undefined if it is not UTF-8. */
export async function strictUtf8(bytes: Uint8Array, isCut: boolean, pace: Pace): Promise<string | undefined> {
  return slices(bytes, new TextDecoder('utf-8', { fatal: true }), isCut, pace);
}

/** Text of which nothing says that it is text: UTF-8 without control characters that text has no use for. */
export async function guessText(bytes: Uint8Array, isCut: boolean, pace: Pace): Promise<string | undefined> {
  const text = await strictUtf8(bytes, isCut, pace);
  await pace.step();
  // eslint-disable-next-line no-control-regex -- these are what tells bytes from text
  return text === undefined || /[\x00-\x06\x0e-\x1a\x1c-\x1f]/.test(text) ? undefined : text;
}

async function slices(bytes: Uint8Array, decoder: TextDecoder, isCut: boolean, pace: Pace): Promise<string | undefined> {
  const end = Math.min(bytes.length, MAX_BODY_BYTES);
  let text = '';
  try {
    for (let at = 0; at < end; at += SLICE_BYTES) {
      await pace.step();
      text += decoder.decode(bytes.subarray(at, Math.min(end, at + SLICE_BYTES)), { stream: true });
    }
    return isCut ? text : text + decoder.decode();
  } catch {
    return undefined; // Only a decoder that is strict refuses bytes.
  }
}

function decoderFor(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined; // A name that nobody knows.
  }
}

function byteOrderMark([first, second]: Uint8Array): string | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
}
