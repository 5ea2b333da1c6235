/**
 * A certificate that is made for one use and thrown away: it is signed by itself, so that a client which verifies certificates rejects it,
 * and must. Only its DER (RFC 5280, X.690) is put together here; keys and signatures are Node's.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

export interface ThrowawayCertificate {
  /** Both in PEM. */
  readonly key: string;
  readonly cert: string;
}

/** Tags of X.690; numbers in brackets of RFC 5280 are context-specific. */
const Tag = { integer: 0x02, bits: 0x03, octets: 0x04, oid: 0x06, utf8: 0x0c, time: 0x17, sequence: 0x30, set: 0x31 } as const;
const VERSION_FIELD = 0xa0;
const EXTENSIONS_FIELD = 0xa3;
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;

const Oid = {
  commonName: [0x55, 0x04, 0x03],
  subjectAlternativeName: [0x55, 0x1d, 0x11],
  basicConstraints: [0x55, 0x1d, 0x13],
  ecdsaWithSha256: [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02],
} as const;

const VALID_DAYS = 30;
const LONGEST_COMMON_NAME = 64;

/** For servers under these names or IPv4 addresses. */
export function throwawayCertificate(names: readonly string[]): ThrowawayCertificate {
  // A key on P-256 is made at once, and a board is quick with it.
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(der(Tag.oid, Oid.ecdsaWithSha256));
  const name = commonName((names[0] ?? 'localhost').slice(0, LONGEST_COMMON_NAME));
  const content = sequence(
    der(VERSION_FIELD, der(Tag.integer, [2])),
    // Positive, and of no length that could be shortened.
    der(Tag.integer, [0x01, ...randomBytes(15)]),
    algorithm,
    name,
    // A board whose clock was not set believes that it is the year 2000.
    sequence(time(new Date(Date.UTC(2000, 0, 1))), time(new Date(Date.now() + VALID_DAYS * 86_400_000))),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(
      EXTENSIONS_FIELD,
      sequence(extension(Oid.basicConstraints, sequence()), extension(Oid.subjectAlternativeName, alternativeNames(names))),
    ),
  );
  const certificate = sequence(content, algorithm, der(Tag.bits, [0, ...sign('sha256', content, privateKey)]));
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string, cert: pem(certificate) };
}

function commonName(text: string): Buffer {
  return sequence(der(Tag.set, sequence(der(Tag.oid, Oid.commonName), der(Tag.utf8, Buffer.from(text)))));
}

/** `YYMMDDhhmmssZ`: right until 2049. */
function time(date: Date): Buffer {
  return der(Tag.time, Buffer.from(`${date.toISOString().replace(/\D/g, '').slice(2, 14)}Z`));
}

function extension(oid: readonly number[], value: Uint8Array): Buffer {
  return sequence(der(Tag.oid, oid), der(Tag.octets, value));
}

function alternativeNames(names: readonly string[]): Buffer {
  return sequence(
    ...names.map((name) => {
      const isAddress = /^\d+\.\d+\.\d+\.\d+$/.test(name);
      return isAddress ? der(IP_ADDRESS, name.split('.').map(Number)) : der(DNS_NAME, Buffer.from(name));
    }),
  );
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return der(Tag.sequence, Buffer.concat(parts));
}

/** A tag, the length of the content, and the content. */
function der(tag: number, content: Uint8Array | readonly number[]): Buffer {
  const { length } = content;
  const lengthBytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthBytes.unshift(rest % 256);
  const head = length < 0x80 ? [tag, length] : [tag, 0x80 | lengthBytes.length, ...lengthBytes];
  return Buffer.concat([Buffer.from(head), Buffer.from(content)]);
}

function pem(certificate: Uint8Array): string {
  const lines =
    Buffer.from(certificate)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
