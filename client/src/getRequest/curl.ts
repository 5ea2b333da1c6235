/**
 * The GET requests among curl lines. Options that change a request in ways that are not here are refused by name, so that no
 * code is written that asks for something else than the line did; options that only change what curl shows are passed over.
 */
import { authorization, parseUrl, type Header, type Parsed } from './request';
import { splitWords } from './shellWords';

/** Long names by short ones. */
const SHORT: Readonly<Record<string, string>> = {
  H: 'header',
  A: 'user-agent',
  u: 'user',
  e: 'referer',
  b: 'cookie',
  X: 'request',
  G: 'get',
  d: 'data',
  L: 'location',
  g: 'globoff',
  k: 'insecure',
  s: 'silent',
  S: 'show-error',
  v: 'verbose',
  i: 'include',
};
const DATA = new Set(['data', 'data-ascii', 'data-binary', 'data-raw', 'data-urlencode']);
const WITH_VALUE = new Set(['header', 'user-agent', 'user', 'referer', 'cookie', 'request', 'url', ...DATA]);
const WITHOUT_VALUE = new Set(['get', 'location', 'globoff']);
/** They change what curl shows, or are so anyway: the code asks for no compression and does not verify certificates. */
const PASSED_OVER = new Set(['compressed', 'insecure', 'silent', 'show-error', 'verbose', 'include', 'no-progress-meter']);

/** An option as it was written, its long name, and its value. */
interface Option {
  readonly written: string;
  readonly name: string;
  readonly value: string;
}

export function parseCurl(commandLine: string): Parsed {
  const split = splitWords(commandLine.replace(/^[$>]\s+/, ''));
  if ('problem' in split) return split;
  const line = readOptions(split.words.slice(1));
  if ('problem' in line) return line;
  return requestOf(line.options, line.urls);
}

type CurlLine = { readonly options: readonly Option[]; readonly urls: readonly string[] };

function readOptions(words: readonly string[]): CurlLine | { readonly problem: string } {
  const options: Option[] = [];
  const urls: string[] = [];
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (!word.startsWith('-') || word === '-') {
      urls.push(word);
      continue;
    }
    const isLong = word.startsWith('--');
    const written = isLong ? word : word.slice(0, 2);
    const name = isLong ? word.slice(2) : SHORT[word.charAt(1)];
    if (name === undefined || !(WITH_VALUE.has(name) || WITHOUT_VALUE.has(name) || PASSED_OVER.has(name)))
      return { problem: `curl's option ${written} cannot be turned into code here.` };
    const attached = isLong ? '' : word.slice(2);
    if (!WITH_VALUE.has(name)) {
      // Short options without a value can be written together.
      if (attached !== '') rest.unshift(`-${attached}`);
      options.push({ written, name, value: '' });
      continue;
    }
    const value = attached === '' ? rest.shift() : attached;
    if (value === undefined) return { problem: `curl's option ${written} needs a value.` };
    if (name === 'url') urls.push(value);
    else options.push({ written, name, value });
  }
  return { options, urls };
}

function requestOf(options: readonly Option[], urls: readonly string[]): Parsed {
  const [url] = urls;
  if (url === undefined) return { problem: 'The curl line has no URL.' };
  if (urls.length > 1) return { problem: `The curl line has more than one URL, or a word too many: ${urls.slice(1).join(' ')}` };
  const has = (name: string): boolean => options.some((option) => option.name === name);
  if (!has('globoff') && /[{}]|\[[^\]:]*\]/.test(url))
    return { problem: "The URL is one of curl's patterns, with { } or [ ], which stands for several." };
  const headers: Header[] = [];
  const data: string[] = [];
  for (const option of options) {
    const problem = DATA.has(option.name) ? takeData(option, has('get'), data) : takeHeader(option, headers);
    if (problem !== undefined) return { problem };
  }
  const parsed = parseUrl(data.length === 0 ? url : withQuery(url, data.join('&')), headers);
  return 'problem' in parsed ? parsed : { request: { ...parsed.request, followsRedirects: has('location') } };
}

/** Returns the problem, if there is one. */
function takeHeader({ written, name, value }: Option, headers: Header[]): string | undefined {
  switch (name) {
    case 'request':
      return value.toUpperCase() === 'GET' ? undefined : `Only GET requests can be inserted, not ${written} ${value}.`;
    case 'user-agent':
      headers.push(['User-Agent', value]);
      return undefined;
    case 'referer':
      headers.push(['Referer', value]);
      return undefined;
    case 'cookie':
      if (!value.includes('=')) return `${written} ${value} would read cookies from a file; give them as name=value.`;
      headers.push(['Cookie', value]);
      return undefined;
    case 'user':
      if (!value.includes(':')) return `${written} needs the password too: ${written} ${value}:password.`;
      headers.push(authorization(value));
      return undefined;
    case 'header':
      return takeOwnHeader(written, value, headers);
    default:
      return undefined;
  }
}

/** `Name: value`; `Name;` is an empty one, and `Name:` takes back one that curl would send, of which the code sends none. */
function takeOwnHeader(written: string, value: string, headers: Header[]): string | undefined {
  if (value.startsWith('@')) return `${written} ${value} would read headers from a file.`;
  const [, name, text] = /^([^:]+):\s*(.*)$/s.exec(value) ?? [];
  const [, empty] = /^([^:;]+);$/.exec(value) ?? [];
  if (empty !== undefined) headers.push([empty, '']);
  else if (name === undefined || text === undefined) return `${written} ${value}: a header looks like "Name: value".`;
  else if (text !== '') headers.push([name, text.trimEnd()]);
  return undefined;
}

function takeData({ written, name, value }: Option, isGet: boolean, data: string[]): string | undefined {
  if (!isGet) return `${written} makes this a POST request. With -G it would be a GET request with a query.`;
  if (name === 'data-urlencode') {
    const [, key = '', mark, content = value] = /^([^=@]*)([=@])(.*)$/s.exec(value) ?? [];
    if (mark === '@') return `${written} ${value} would read a file.`;
    data.push(key === '' ? encoded(content) : `${key}=${encoded(content)}`);
    return undefined;
  }
  if (value.startsWith('@') && name !== 'data-raw') return `${written} ${value} would read a file.`;
  data.push(value);
  return undefined;
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

function withQuery(url: string, query: string): string {
  const [place = ''] = url.split('#');
  return `${place}${place.includes('?') ? '&' : '?'}${query}`;
}
