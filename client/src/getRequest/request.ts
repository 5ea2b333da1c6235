/**
 * A GET request as a program on a board sends it, made from a URL. Host names are in their ASCII form, path and
 * query are percent-encoded, what the URL says of a user is a header, and a fragment is gone, since servers never see it.
 */

export interface GetRequest {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** Path and query, as they stand in the request. */
  readonly target: string;
  /** Without Host and Connection, which the forms write themselves. */
  readonly headers: readonly Header[];
  /** What stands after `Host:`. */
  readonly hostHeader: string;
  /** What the user should know: what was left out, and what a board does differently. */
  readonly notes: readonly string[];
  /** Whether the curl line asked to follow redirects. */
  readonly followsRedirects: boolean;
}

export type Header = readonly [name: string, value: string];

export type Parsed = { readonly request: GetRequest } | { readonly problem: string };

const DEFAULT_PORTS = { http: 80, https: 443 } as const;
const SCHEME = /^([a-z][a-z\d+.-]*):\/\//i;
/** A word that is a place and not a scheme: `example.com`, `192.168.1.7:8080/x`, `localhost`. */
const PLACE = /^[^\s/?#@:]+(:\d+)?([/?#]|$)/;

export function parseUrl(text: string, headers: readonly Header[] = []): Parsed {
  if (/[\r\n]/.test(text)) return { problem: 'A URL has no line breaks in it.' };
  const scheme = SCHEME.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https')
    return { problem: `Only http and https can be fetched, not ${scheme}.` };
  if (scheme === undefined && !PLACE.test(text)) return { problem: 'This is no URL. One looks like http://www.example.com/page.' };
  const url = urlOf(scheme === undefined ? `http://${text}` : text);
  if (!url) return { problem: problemOf(text) };
  if (url.hostname.startsWith('['))
    return { problem: 'MicroPython on an ESP32 cannot reach IPv6 addresses. Use a host name or an IPv4 address.' };
  if (url.port === '0') return { problem: 'Port 0 cannot be connected to.' };
  const isSecure = url.protocol === 'https:';
  const port = url.port === '' ? DEFAULT_PORTS[isSecure ? 'https' : 'http'] : Number(url.port);
  const hasUser = url.username !== '' || url.password !== '';
  const user = hasUser ? [authorization(`${decoded(url.username)}:${decoded(url.password)}`)] : [];
  return withHeaders({ scheme: isSecure ? 'https' : 'http', host: url.hostname, port, target: url.pathname + url.search }, [
    ...(hasHeader(headers, 'authorization') ? [] : user),
    ...headers,
  ]);
}

/** The same request over TLS, at its usual port unless the URL names one. */
export function overTls(request: GetRequest): GetRequest {
  const { scheme, host, target, port, hostHeader } = request;
  if (scheme === 'https') return request;
  const securePort = port === DEFAULT_PORTS.http ? DEFAULT_PORTS.https : port;
  const isOwnHeader = hostHeader !== hostHeaderOf({ scheme, host, port, target });
  const place: Place = { scheme: 'https', host, port: securePort, target };
  return { ...request, ...place, hostHeader: isOwnHeader ? hostHeader : hostHeaderOf(place) };
}

/** Without the default port. */
export function urlText({ scheme, host, port, target }: Pick<GetRequest, 'scheme' | 'host' | 'port' | 'target'>): string {
  return `${scheme}://${hostHeaderOf({ scheme, host, port, target })}${target}`;
}

export function isAddress(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host);
}

export function authorization(credentials: string): Header {
  return ['Authorization', `Basic ${Buffer.from(credentials, 'utf8').toString('base64')}`];
}

type Place = Pick<GetRequest, 'scheme' | 'host' | 'port' | 'target'>;

function withHeaders(place: Place, given: readonly Header[]): Parsed {
  const notes: string[] = [];
  const headers: Header[] = [];
  let hostHeader = hostHeaderOf(place);
  for (const [name, value] of given) {
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name)) return { problem: `${JSON.stringify(name)} cannot be the name of a header.` };
    // eslint-disable-next-line no-control-regex -- these are what a header must not have
    if (/[\0-\x08\x0a-\x1f\x7f]/.test(value)) return { problem: `The header ${name} has a control character or a line break in it.` };
    const lower = name.toLowerCase();
    if (lower === 'host') hostHeader = value;
    else if (lower === 'connection') continue;
    else if (lower === 'accept-encoding') notes.push('Accept-Encoding is left out: the program takes the answer uncompressed.');
    else headers.push([name, value]);
  }
  if (place.host === 'localhost' || place.host.startsWith('127.'))
    notes.push(`On a board ${place.host} is the board itself, not this computer. Use this computer's address in your network.`);
  return { request: { ...place, headers, hostHeader, notes, followsRedirects: false } };
}

function hasHeader(headers: readonly Header[], lowerName: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === lowerName);
}

function hostHeaderOf({ scheme, host, port }: Place): string {
  return port === DEFAULT_PORTS[scheme] ? host : `${host}:${port}`;
}

function urlOf(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

function problemOf(text: string): string {
  const [, port] = /^(?:[a-z]+:\/\/)?(?:[^/?#]*@)?[^/?#@\]]*:([^/?#]+)/i.exec(text) ?? [];
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) <= 65_535)) return `${JSON.stringify(port)} is no port: 1 to 65535.`;
  return 'The host in this URL is not a valid name or address.';
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // A % that begins no escape, or bytes that are not UTF-8, stay as they are.
  }
}
