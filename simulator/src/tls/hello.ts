/** ClientHello and ServerHello with the extensions that the firmware knows, between fields and bytes. */
import { CURVES } from './keyExchange';
import { SIGNATURE_SCHEMES } from './signatures';
import { isEphemeral, usesEllipticCurves, type Suite } from './suites';
import { numbers, uint, vector, WireReader } from './wire';

const Extension = {
  serverName: 0,
  supportedGroups: 10,
  pointFormats: 11,
  signatureAlgorithms: 13,
  encryptThenMac: 22,
  extendedMasterSecret: 23,
  sessionTicket: 35,
  renegotiationInfo: 0xff01,
} as const;

/** A client says with it that it knows of secure renegotiation. */
export const RENEGOTIATION_SUITE = 0xff;
const RANDOM_BYTES = 32;
const UNCOMPRESSED = 0;

export interface ClientHello {
  readonly version: number;
  readonly random: Buffer;
  readonly sessionId: Buffer;
  readonly cookie: Buffer;
  readonly suites: readonly number[];
  readonly compressions: Buffer;
  /** Absent if the client has no such extension. */
  readonly groups: readonly number[] | undefined;
  readonly schemes: readonly number[] | undefined;
  readonly encryptThenMac: boolean;
  readonly extendedMasterSecret: boolean;
  readonly knowsRenegotiation: boolean;
}

export interface ClientHelloFields {
  readonly version: number;
  readonly random: Buffer;
  /** Absent where there are no cookies, with a stream. */
  readonly cookie: Buffer | undefined;
  readonly suites: readonly Suite[];
  readonly serverName: string | undefined;
}

export interface ServerHello {
  readonly version: number;
  readonly random: Buffer;
  readonly sessionId: Buffer;
  readonly suite: number;
  readonly compression: number;
  readonly encryptThenMac: boolean;
  readonly extendedMasterSecret: boolean;
  /** Whether a session ticket comes before the server's Finished. */
  readonly announcesTicket: boolean;
}

export function encodeClientHello({ version, random, cookie, suites, serverName }: ClientHelloFields): Buffer {
  const usesCurves = suites.some(usesEllipticCurves);
  const extensions = [
    ...(serverName === undefined ? [] : [extension(Extension.serverName, vector(2, uint(0, 1), vector(2, Buffer.from(serverName))))]),
    ...(usesCurves ? [extension(Extension.supportedGroups, vector(2, numbers(CURVES.map(({ id }) => id))))] : []),
    extension(Extension.signatureAlgorithms, vector(2, numbers(SIGNATURE_SCHEMES.map(({ id }) => id)))),
    ...(usesCurves ? [extension(Extension.pointFormats, vector(1, Buffer.of(UNCOMPRESSED)))] : []),
    extension(Extension.encryptThenMac),
    extension(Extension.extendedMasterSecret),
    extension(Extension.sessionTicket),
  ];
  return Buffer.concat([
    uint(version, 2),
    random,
    vector(1),
    ...(cookie ? [vector(1, cookie)] : []),
    vector(2, numbers([...suites.map(({ id }) => id), RENEGOTIATION_SUITE])),
    vector(1, Buffer.of(UNCOMPRESSED)),
    vector(2, ...extensions),
  ]);
}

export function decodeClientHello(body: Buffer, hasCookie: boolean): ClientHello {
  const reader = new WireReader(body);
  const version = reader.uint(2);
  const random = reader.take(RANDOM_BYTES);
  const sessionId = reader.vector(1);
  const cookie = hasCookie ? reader.vector(1) : Buffer.alloc(0);
  const suites = reader.numbers(2);
  const compressions = reader.vector(1);
  const extensions = readExtensions(reader);
  return {
    version,
    random,
    sessionId,
    cookie,
    suites,
    compressions,
    groups: extensions.get(Extension.supportedGroups)?.numbers(2),
    schemes: extensions.get(Extension.signatureAlgorithms)?.numbers(2),
    encryptThenMac: extensions.has(Extension.encryptThenMac),
    extendedMasterSecret: extensions.has(Extension.extendedMasterSecret),
    knowsRenegotiation: suites.includes(RENEGOTIATION_SUITE) || extensions.has(Extension.renegotiationInfo),
  };
}

export function encodeServerHello(hello: Omit<ServerHello, 'suite' | 'announcesTicket'>, suite: Suite, client: ClientHello): Buffer {
  const extensions = [
    ...(client.knowsRenegotiation ? [extension(Extension.renegotiationInfo, vector(1))] : []),
    ...(hello.encryptThenMac ? [extension(Extension.encryptThenMac)] : []),
    ...(hello.extendedMasterSecret ? [extension(Extension.extendedMasterSecret)] : []),
    ...(isEphemeral(suite) && client.groups ? [extension(Extension.pointFormats, vector(1, Buffer.of(UNCOMPRESSED)))] : []),
  ];
  return Buffer.concat([
    uint(hello.version, 2),
    hello.random,
    vector(1, hello.sessionId),
    uint(suite.id, 2),
    uint(hello.compression, 1),
    ...(extensions.length === 0 ? [] : [vector(2, ...extensions)]),
  ]);
}

export function decodeServerHello(body: Buffer): ServerHello {
  const reader = new WireReader(body);
  const version = reader.uint(2);
  const random = reader.take(RANDOM_BYTES);
  const sessionId = reader.vector(1);
  const suite = reader.uint(2);
  const compression = reader.uint(1);
  const extensions = readExtensions(reader);
  return {
    version,
    random,
    sessionId,
    suite,
    compression,
    encryptThenMac: extensions.has(Extension.encryptThenMac),
    extendedMasterSecret: extensions.has(Extension.extendedMasterSecret),
    announcesTicket: extensions.has(Extension.sessionTicket),
  };
}

function extension(id: number, content: Uint8Array = Buffer.alloc(0)): Buffer {
  return Buffer.concat([uint(id, 2), vector(2, content)]);
}

/** Extensions are at the end of a hello, or not there at all. */
function readExtensions(reader: WireReader): ReadonlyMap<number, WireReader> {
  const extensions = new Map<number, WireReader>();
  if (reader.remaining === 0) return extensions;
  const list = new WireReader(reader.vector(2));
  while (list.remaining > 0) extensions.set(list.uint(2), new WireReader(list.vector(2)));
  return extensions;
}
