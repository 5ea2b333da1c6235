/** What kind of content bytes are: by what the message says of them, or else by how they begin. */
import { latin1 } from './words';

export type Language = 'json' | 'html' | 'xml' | 'css' | 'javascript' | 'text';

export interface MediaType {
  /** In lower case, without parameters; empty if the message says nothing. */
  readonly name: string;
  readonly charset?: string;
}

export function parseMediaType(value: string): MediaType {
  const [name = ''] = value.split(';', 1);
  const charset = /;\s*charset\s*=\s*"?([^\s";]+)/i.exec(value)?.[1];
  return { name: name.trim().toLowerCase(), ...(charset !== undefined && { charset: charset.toLowerCase() }) };
}

/** Undefined if a type of that name is no text, or need not be. */
export function languageOf(name: string): Language | undefined {
  if (name === 'application/json' || name.endsWith('+json') || name === 'text/json' || name === 'application/x-ndjson') return 'json';
  if (name === 'text/html' || name === 'application/xhtml+xml') return 'html';
  if (name === 'application/xml' || name === 'text/xml' || name.endsWith('+xml')) return 'xml';
  if (name === 'text/css') return 'css';
  if (/^(text|application)\/(x-)?(javascript|ecmascript)$/.test(name)) return 'javascript';
  return name.startsWith('text/') || name === FORM ? 'text' : undefined;
}

export const FORM = 'application/x-www-form-urlencoded';

/** The language of text of which nothing is said. */
export function guessLanguage(text: string): Language {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (/^(?:\{\s*["}]|\[\s*[[\]{"\d-])/.test(start)) return 'json';
  if (/^<(?:!doctype html|html|head|body)\b/.test(start)) return 'html';
  return start.startsWith('<?xml') || start.startsWith('<svg') ? 'xml' : 'text';
}

/** Of the images that can be shown, by their first bytes. */
export function imageType(bytes: Uint8Array): string | undefined {
  const start = latin1(bytes.subarray(0, 12));
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  return /^RIFF....WEBP$/s.test(start) ? 'image/webp' : undefined;
}
