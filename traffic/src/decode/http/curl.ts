/** A request as a command line of curl, for a POSIX shell. It is pasted into a terminal, so that nothing in it is what a terminal obeys. */
import { imageType } from '../mediaType';
import { utf8 } from '../words';
import type { Repeatable } from './repeatable';

export function curlLine(request: Repeatable): string {
  const { method, target, version, headers, body } = request;
  const words = ['curl', ...urlWords(request)];
  if (version === '1.0') words.push('--http1.0');
  const isPlain = (method === 'GET' && !body) || (method === 'POST' && body !== undefined);
  if (method === 'HEAD') words.push('--head');
  else if (!isPlain) words.push('--request', quote(method));
  if (hostText(request) !== undefined) words.push('--header', quote(`Host: ${hostText(request)}`));
  for (const [name, value] of headers) words.push('--header', quote(value === '' ? `${name};` : `${name}: ${value}`));
  if (headers.some(([name]) => name.toLowerCase() === 'accept-encoding')) words.push('--compressed');
  if (!body || target === '') return words.join(' ');
  // curl would name a type of its own.
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) words.push('--header', quote('Content-Type:'));
  if (!body.bytes) return [...words, '--data-binary', '@body.bin'].join(' ');
  const text = asText(body.bytes);
  if (text !== undefined) return [...words, '--data-raw', singleQuoted(text)].join(' ');
  return `printf ${singleQuoted(octal(body.bytes))} | ${[...words, '--data-binary', '@-'].join(' ')}`;
}

/** The URL, and what keeps curl from changing it. */
function urlWords({ isTls, host, port, target }: Repeatable): string[] {
  const origin = `${isTls ? 'https' : 'http'}://${host}${port === (isTls ? 443 : 80) ? '' : `:${port}`}`;
  if (!target.startsWith('/')) return [quote(`${origin}/`), '--request-target', quote(target)];
  const words = [quote(origin + target)];
  if (/[[\]{}]/.test(target)) words.push('--globoff');
  if (/\/\.\.?(\/|$|[?#])/.test(target)) words.push('--path-as-is');
  // It would leave out a fragment, and encode what is not ASCII.
  if (/[#\x80-\xff]/.test(target)) words.push('--request-target', quote(target));
  return words;
}

/** Undefined where curl writes the same by itself. */
function hostText({ isTls, host, port, hostHeader }: Repeatable): string | undefined {
  const own = port === (isTls ? 443 : 80) ? host : `${host}:${port}`;
  return hostHeader === undefined || hostHeader === own || hostHeader === '' ? undefined : hostHeader;
}

/** A word in which each character is a byte. */
function quote(word: string): string {
  if (/^[\w./:@%+=,-]+$/.test(word)) return word;
  const bytes = Buffer.from(word, 'latin1');
  const text = asText(bytes);
  return text === undefined || /[\n\t]/.test(text) ? `"$(printf ${singleQuoted(octal(bytes))})"` : singleQuoted(text);
}

/** In single quotes a shell changes nothing. */
function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Undefined for bytes that cannot stand in a command line. */
function asText(bytes: Uint8Array): string | undefined {
  if (imageType(bytes) !== undefined || bytes.includes(0)) return undefined;
  const text = utf8(bytes);
  const isSame = Buffer.from(text, 'utf8').equals(bytes);
  // eslint-disable-next-line no-control-regex -- these are what a terminal would obey
  return isSame && !/[\x00-\x08\x0b-\x1f\x7f-\x9f]/.test(text.replaceAll('\r\n', '\n')) ? text : undefined;
}

/** For `printf`, which every POSIX shell has. What begins with a hyphen would be an option. */
function octal(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte, index) =>
      byte >= 0x20 && (index > 0 || byte !== 0x2d) && byte < 0x7f && byte !== 0x25 && byte !== 0x5c
        ? String.fromCharCode(byte)
        : `\\${byte.toString(8).padStart(3, '0')}`,
    )
    .join('');
}
