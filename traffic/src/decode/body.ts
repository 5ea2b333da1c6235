/** The content of a message as it is to be shown: its codings undone, then text in its encoding, an image, or bytes. */
import type { DecodedBody } from '../../../shared/src';
import { undoCoding } from './contentCoding';
import { BODY_BEGINNING_BYTES, MAX_BODY_BYTES } from './limits';
import { FORM, guessLanguage, imageType, languageOf, parseMediaType, type Language } from './mediaType';
import type { Pace } from './pace';
import { prettyJson } from './prettyJson';
import { decodeText, guessText } from './text';
import { joined, quoted } from './words';

export interface Content {
  /** The beginning of it, or all. */
  readonly bytes: Uint8Array;
  readonly totalBytes: number;
  /** Whether the message ended before its end. */
  readonly isTruncated?: boolean;
  /** What Content-Type says. */
  readonly mediaType?: string | undefined;
  /** In the order in which they were applied. */
  readonly codings?: readonly string[];
}

export interface ShownBody {
  readonly body?: DecodedBody;
  readonly problem?: string | undefined;
}

/** More in a row than anybody applies. */
const MAX_CODINGS = 4;
/** Of a form that is taken apart in one go. */
const MAX_FORM_CHARS = 16 * 1024;

export async function showBody(content: Content, pace: Pace): Promise<ShownBody> {
  if (content.totalBytes === 0) return {};
  const limitBytes = Math.max(BODY_BEGINNING_BYTES, Math.min(MAX_BODY_BYTES, pace.bodyRoomBytes));
  const whole = await uncoded(content, limitBytes);
  const { sizeBytes, problem } = whole;
  const bytes = whole.bytes.subarray(0, limitBytes);
  const isCut = whole.isCut || bytes.length < whole.bytes.length;
  pace.bodyRoomBytes -= bytes.length;
  const isPartial = isCut || content.isTruncated === true;
  const { name, charset } = parseMediaType(content.mediaType ?? '');
  const image = isPartial ? undefined : imageType(bytes);
  if (image !== undefined) return { body: { kind: 'image', mediaType: image, bytes: owned(bytes) }, problem };
  const language = languageOf(name);
  if (language !== undefined) {
    const { text, problem: other } = await decodeText(bytes, { charset, isCut: isPartial }, pace);
    const shown = isCut ? text : await pretty(text, name === FORM ? 'form' : language, pace);
    return { body: { kind: 'text', language, text: shown, sizeBytes, isCut }, problem: joined([problem, other]) };
  }
  const guess = problem === undefined ? await guessText(bytes, isPartial, pace) : undefined;
  if (guess !== undefined) {
    const guessed = guessLanguage(guess);
    const shown = isCut ? guess : await pretty(guess, guessed, pace);
    return { body: { kind: 'text', language: guessed, text: shown, sizeBytes, isCut } };
  }
  return { body: { kind: 'binary', bytes: owned(bytes), sizeBytes, isCut }, problem };
}

/** The content with its codings undone, as far as they can be. */
export async function uncoded({ bytes, totalBytes, codings = [] }: Content, limitBytes = MAX_BODY_BYTES) {
  let current = { bytes, isCut: totalBytes > bytes.length };
  const isWhole = !current.isCut;
  if (codings.length > MAX_CODINGS)
    return { ...current, sizeBytes: totalBytes, problem: `${codings.length} codings on top of each other are not undone` };
  let sizeBytes = totalBytes;
  for (const coding of [...codings].reverse()) {
    const result = await undoCoding(coding, current.bytes, limitBytes);
    if (!result) return { ...current, sizeBytes, problem: `the coding ${quoted(coding)} is not known` };
    current = { bytes: result.bytes, isCut: result.isCut || !isWhole };
    sizeBytes = result.bytes.length;
    if (result.problem !== undefined) return { ...current, sizeBytes, problem: result.problem };
  }
  return { ...current, sizeBytes, problem: undefined };
}

async function pretty(text: string, what: Language | 'form', pace: Pace): Promise<string> {
  if (what === 'json') {
    const laidOut = (await prettyJson(text, pace)) ?? text;
    pace.bodyRoomBytes -= laidOut.length - text.length;
    return laidOut;
  }
  return what === 'form' && text.length <= MAX_FORM_CHARS ? formFields(text) : text;
}

/** `name = value`, one to a line. */
function formFields(text: string): string {
  return [...new URLSearchParams(text)].map(([name, value]) => `${name} = ${value}`).join('\n');
}

/** A copy, if the bytes are but a part of a large buffer that would go along when the message is sent on. */
function owned(bytes: Uint8Array): Uint8Array {
  return bytes.length === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes.subarray(0, MAX_BODY_BYTES));
}
