/**
 * Certificates and keys as a program hands them over: PEM text or DER bytes, told apart as Mbed TLS does, by the words of
 * a PEM header. What cannot be read is undefined; the caller knows the error that a script gets for it.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Certificate } from './certificate';

const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const PEM_HEADER = '-----BEGIN ';
const KEY_ENCODINGS = ['pkcs8', 'pkcs1', 'sec1'] as const;

/** All certificates of a PEM text, or the one of a DER. */
export function readCertificates(bytes: Uint8Array): readonly Certificate[] | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  try {
    if (!text.includes('-----BEGIN CERTIFICATE-----')) return [new Certificate(bytes)];
    const certificates = (text.match(PEM_CERTIFICATE) ?? []).map((block) => new Certificate(pemContent(block)));
    return certificates.length === 0 ? undefined : certificates;
  } catch {
    // Whatever is wrong with it, it is not a certificate.
    return undefined;
  }
}

/** An RSA or elliptic-curve key that is not encrypted. */
export function readPrivateKey(bytes: Uint8Array): KeyObject | undefined {
  const key = Buffer.from(bytes);
  if (isPem(key)) return tryKey(() => createPrivateKey({ key, format: 'pem' }));
  for (const type of KEY_ENCODINGS) {
    const read = tryKey(() => createPrivateKey({ key, format: 'der', type }));
    if (read) return read;
  }
  return undefined;
}

/** Whether Mbed TLS looks for text in it. */
export function isPem(bytes: Uint8Array): boolean {
  return Buffer.from(bytes).includes(PEM_HEADER);
}

function tryKey(create: () => KeyObject): KeyObject | undefined {
  try {
    const key = create();
    return key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'ec' ? key : undefined;
  } catch {
    // Not a key of this encoding.
    return undefined;
  }
}

function pemContent(block: string): Buffer {
  return Buffer.from(block.replace(/-----[^-]*-----/g, ''), 'base64');
}
