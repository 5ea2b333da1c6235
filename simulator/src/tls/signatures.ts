/** Signatures inside a handshake: the schemes that the firmware knows, and how Node makes and checks them. */
import { constants, sign, verify, type KeyObject } from 'node:crypto';

export interface SignatureScheme {
  readonly id: number;
  readonly key: 'rsa' | 'ec';
  readonly hash: 'sha1' | 'sha256' | 'sha384' | 'sha512';
  readonly padding: 'pkcs1' | 'pss' | 'none';
}

/** What a client offers, in Mbed TLS's order. */
export const SIGNATURE_SCHEMES: readonly SignatureScheme[] = (['sha512', 'sha384', 'sha256'] as const).flatMap((hash) => {
  const number = { sha256: 4, sha384: 5, sha512: 6 }[hash];
  return [
    { id: (number << 8) | 3, key: 'ec', hash, padding: 'none' },
    { id: 0x0800 | number, key: 'rsa', hash, padding: 'pss' },
    { id: (number << 8) | 1, key: 'rsa', hash, padding: 'pkcs1' },
  ] as const;
});

/** What a client means that names no schemes. */
export const ASSUMED_SCHEMES: readonly SignatureScheme[] = [
  { id: 0x0203, key: 'ec', hash: 'sha1', padding: 'none' },
  { id: 0x0201, key: 'rsa', hash: 'sha1', padding: 'pkcs1' },
];

export function schemeOf(id: number): SignatureScheme | undefined {
  return SIGNATURE_SCHEMES.find((scheme) => scheme.id === id);
}

export function makeSignature({ hash, padding }: SignatureScheme, key: KeyObject, data: Uint8Array): Buffer {
  return sign(hash, data, { key, ...paddingOptions(padding) });
}

export function isSignature({ hash, padding }: SignatureScheme, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  return verify(hash, data, { key, ...paddingOptions(padding) }, signature);
}

function paddingOptions(padding: SignatureScheme['padding']): { readonly padding?: number; readonly saltLength?: number } {
  if (padding === 'none') return {};
  if (padding === 'pkcs1') return { padding: constants.RSA_PKCS1_PADDING };
  return { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
}
