/**
 * Writes the Python code of a GET request, in one of the ways in which a board can send it. What the code needs is imported
 * elsewhere (imports.ts); it is handed in under which names. The request is HTTP/1.0 with `Connection: close`, so that the
 * answer comes in one piece, not in chunks, and ends when the server closes the connection.
 */
import { bytesLiteral, stringLiteral } from '../../../shared/src';
import { indented, py, type Line, type Stop } from './pythonCode';
import { isAddress, urlText, type GetRequest } from './request';

export type Form = 'socket' | 'tls' | 'requests' | 'asyncio';
/** `once` is done where it stands; `function` is defined there. */
export type Shape = 'once' | 'function';

/** Under which name the file has a module. */
export type Names = (module: string) => string;

export interface CodeOptions {
  readonly request: GetRequest;
  readonly form: Form;
  readonly shape: Shape;
  readonly names: Names;
  /** Name of the function, if one is needed. */
  readonly functionName: string;
  /** Whether `await` may stand there. */
  readonly isInCoroutine: boolean;
}

const TIMEOUT: Stop = { number: 1, text: '10' };
const NOTHING: Line = [];

/** The modules that a form needs for a request of that scheme. */
export function modulesOf(form: Form, { scheme }: GetRequest): readonly string[] {
  if (form === 'requests') return ['requests'];
  if (form === 'asyncio') return scheme === 'https' ? ['asyncio', 'ssl'] : ['asyncio'];
  return form === 'tls' ? ['socket', 'ssl'] : ['socket'];
}

/** A plain socket takes http only, and TLS on a socket https only: see `overTls`. */
export function writeCode(options: CodeOptions): Line[] {
  const { request, form, shape, functionName, isInCoroutine, names } = options;
  if (form === 'socket' && request.scheme === 'https') throw new Error('A plain socket cannot fetch an https URL.');
  if (form === 'tls' && request.scheme === 'http') throw new Error('An http URL is not fetched over TLS.');
  const name: Stop = { number: 2, text: functionName };
  const body = bodyOf(options);
  const result = form === 'requests' ? [] : [py`head, _, body = response.partition(b"\r\n\r\n")`];
  const shown = form === 'requests' ? [] : [...result, py`print(head.decode())`, py`print(body.decode())`];
  const returned = form === 'requests' ? [] : [...result, py`return int(head.split()[1]), body`];
  const what = stringLiteral(`Fetches ${urlText(request)} and returns the status and the body.`);
  const docstring: Line = [`""${what}""`];
  const keyword = form === 'asyncio' ? 'async def' : 'def';
  if (shape === 'function') return [py`${keyword} ${name}():`, ...indented([docstring, ...body, ...returned])];
  if (form !== 'asyncio' || isInCoroutine) return [...body, ...shown];
  // Only a coroutine can wait for a stream.
  return [py`async def ${name}():`, ...indented([...body, ...shown]), NOTHING, py`${names('asyncio')}.run(${name}())`];
}

function bodyOf(options: CodeOptions): Line[] {
  if (options.form === 'requests') return withRequests(options);
  return options.form === 'asyncio' ? withStreams(options) : withSocket(options);
}

function withSocket({ request, names }: CodeOptions): Line[] {
  const { scheme, host, port } = request;
  const isSecure = scheme === 'https';
  return [
    py`address = ${names('socket')}.getaddrinfo(${stringLiteral(host)}, ${String(port)})[0][-1]`,
    py`s = ${names('socket')}.socket()`,
    py`s.settimeout(${TIMEOUT})`,
    py`try:`,
    ...indented([
      py`s.connect(address)`,
      ...(isSecure ? [...context(names), py`s = context.wrap_socket(s${serverName(host)})`] : []),
      ...writing('s.write', request),
      ...reading([py`part = s.${isSecure ? 'read' : 'recv'}(1024)`]),
    ]),
    py`finally:`,
    ...indented([py`s.close()`]),
  ];
}

function withStreams({ request, names }: CodeOptions): Line[] {
  const { scheme, host, port } = request;
  const isSecure = scheme === 'https';
  const security = isSecure ? `, ssl=context${serverName(host)}` : '';
  const asyncio = names('asyncio');
  return [
    ...(isSecure ? context(names) : []),
    py`connecting = ${asyncio}.open_connection(${stringLiteral(host)}, ${String(port)}${security})`,
    py`reader, writer = await ${asyncio}.wait_for(connecting, ${TIMEOUT})`,
    py`try:`,
    ...indented([
      ...writing('writer.write', request),
      py`await ${asyncio}.wait_for(writer.drain(), ${TIMEOUT})`,
      ...reading([py`part = await ${asyncio}.wait_for(reader.read(1024), ${TIMEOUT})`]),
    ]),
    py`finally:`,
    ...indented([py`writer.close()`, py`await writer.wait_closed()`]),
  ];
}

function withRequests({ request, names, shape }: CodeOptions): Line[] {
  const { host, hostHeader, headers } = request;
  // The board's module leaves the port out of the Host header that it writes itself.
  const needsHost = hostHeader !== host;
  const all = needsHost ? [['Host', hostHeader] as const, ...headers] : headers;
  const url = stringLiteral(urlText(request));
  const call =
    all.length === 0
      ? [py`response = ${names('requests')}.get(${url}, timeout=${TIMEOUT})`]
      : [
          py`response = ${names('requests')}.get(`,
          ...indented([
            py`${url},`,
            py`headers={`,
            ...indented(all.map(([name, value]) => py`${stringLiteral(name)}: ${stringLiteral(value)},`)),
            py`},`,
            py`timeout=${TIMEOUT},`,
          ]),
          py`)`,
        ];
  const used =
    shape === 'once' ? [py`print(response.status_code)`, py`print(response.text)`] : [py`return response.status_code, response.content`];
  return [...call, py`try:`, ...indented(used), py`finally:`, ...indented([py`response.close()`])];
}

function context(names: Names): Line[] {
  return [
    py`context = ${names('ssl')}.SSLContext(${names('ssl')}.PROTOCOL_TLS_CLIENT)`,
    py`context.verify_mode = ${names('ssl')}.CERT_NONE  # encrypted, but the server need not prove who it is`,
  ];
}

/** A server is told a name, never an address. */
function serverName(host: string): string {
  return isAddress(host) ? '' : `, server_hostname=${stringLiteral(host)}`;
}

function writing(write: string, { target, hostHeader, headers }: GetRequest): Line[] {
  const lines = [
    `GET ${target} HTTP/1.0\r\n`,
    `Host: ${hostHeader}\r\n`,
    ...headers.map(([name, value]) => `${name}: ${value}\r\n`),
    'Connection: close\r\n',
    '\r\n',
  ];
  return [py`${write}(`, ...indented(lines.map((line): Line => [bytesLiteral(Buffer.from(line, 'utf8'))])), py`)`];
}

/** Collects what comes until the server closes the connection. */
function reading(part: readonly Line[]): Line[] {
  return [py`response = b""`, py`while True:`, ...indented([...part, py`if not part:`, ...indented([py`break`]), py`response += part`])];
}
