/**
 * How both sides come to a shared secret: elliptic curves with keys for the connection or the key of the certificate, and
 * RSA, where the client makes the secret and encrypts it.
 */
import { constants, createECDH, privateDecrypt, publicEncrypt, randomBytes, type ECDH, type KeyObject } from 'node:crypto';
import { TlsError } from '../../../shared/src';
import { Alert, TlsFailure } from './failure';

export interface Curve {
  readonly id: number;
  /** OpenSSL's name. */
  readonly name: string;
}

/** In order of preference. */
export const CURVES: readonly Curve[] = [
  { id: 23, name: 'prime256v1' },
  { id: 24, name: 'secp384r1' },
  { id: 25, name: 'secp521r1' },
];

/** A curve that is given by its number. */
export const NAMED_CURVE = 3;
const PREMASTER_BYTES = 48;

export function curveOf(id: number): Curve | undefined {
  return CURVES.find((curve) => curve.id === id);
}

/** The curve of a key; undefined for one that is on none of ours. */
export function curveOfKey(key: KeyObject): Curve | undefined {
  return CURVES.find(({ name }) => name === key.asymmetricKeyDetails?.namedCurve);
}

/** A key pair for one connection. */
export class EphemeralKey {
  readonly publicPoint: Buffer;
  private readonly ecdh: ECDH;

  constructor(readonly curve: Curve) {
    this.ecdh = createECDH(curve.name);
    this.publicPoint = this.ecdh.generateKeys();
  }

  sharedSecret(peerPoint: Buffer, whenBad: () => TlsFailure): Buffer {
    return compute(this.ecdh, peerPoint, whenBad);
  }
}

/** The shared secret of the private key that belongs to a certificate and the other side's point. */
export function staticSecret(key: KeyObject, peerPoint: Buffer, whenBad: () => TlsFailure): Buffer {
  const { crv = '', d = '' } = key.export({ format: 'jwk' }) as { crv?: string; d?: string };
  const ecdh = createECDH({ 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' }[crv] ?? crv);
  ecdh.setPrivateKey(Buffer.from(d, 'base64url'));
  return compute(ecdh, peerPoint, whenBad);
}

/** The point of a public key, uncompressed. */
export function publicPoint(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' }) as { x?: string; y?: string };
  return Buffer.concat([Buffer.of(4), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]);
}

/** The client's secret and what it sends of it. `version` is the one that it asked for. */
export function encryptedPremaster(key: KeyObject, version: number): { readonly premaster: Buffer; readonly encrypted: Buffer } {
  const premaster = randomBytes(PREMASTER_BYTES);
  premaster.writeUInt16BE(version, 0);
  return { premaster, encrypted: publicEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, premaster) };
}

/**
 * The secret that a client sent. One that does not decrypt becomes a random one, so that the handshake fails later and
 * in the same way for every fault. The padding is taken off here because Node refuses to do it.
 */
export function decryptedPremaster(key: KeyObject, encrypted: Buffer, version: number): Buffer {
  const random = randomBytes(PREMASTER_BYTES);
  const keyBytes = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
  if (encrypted.length !== keyBytes) throw new TlsFailure(TlsError.SSL_DECODE_ERROR);
  const padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  const end = padded.indexOf(0, 2);
  const premaster = padded.subarray(end + 1);
  const isGood = padded[0] === 0 && padded[1] === 2 && end >= 10 && premaster.length === PREMASTER_BYTES;
  return isGood && premaster.readUInt16BE(0) === version ? premaster : random;
}

export function badServerPoint(): TlsFailure {
  return new TlsFailure(TlsError.SSL_HANDSHAKE_FAILURE, Alert.handshakeFailure);
}

function compute(ecdh: ECDH, peerPoint: Buffer, whenBad: () => TlsFailure): Buffer {
  try {
    return ecdh.computeSecret(peerPoint);
  } catch {
    // The other side's point is not on the curve.
    throw whenBad();
  }
}
