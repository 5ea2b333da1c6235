/**
 * The cipher suites that an ESP32's firmware offers, in its order of preference and with Mbed TLS's names. A name says
 * everything about a suite, so the table is names and numbers, and the rest is read from the name.
 */
import { getCiphers } from 'node:crypto';

export type KeyExchange = 'ECDHE-ECDSA' | 'ECDHE-RSA' | 'RSA' | 'ECDH-RSA' | 'ECDH-ECDSA';

export interface Suite {
  readonly name: string;
  readonly id: number;
  readonly keyExchange: KeyExchange;
  readonly mode: 'gcm' | 'ccm' | 'cbc';
  readonly keyBytes: number;
  /** Length of what an AEAD mode adds. */
  readonly tagBytes: number;
  /** The hash of the record MAC, for CBC. */
  readonly macHash: string;
  /** The hash of the key schedule. */
  readonly prfHash: 'sha256' | 'sha384';
  /** OpenSSL's name of the cipher. */
  readonly cipher: string;
}

const IDS: readonly (readonly [string, number])[] = [
  ['ECDHE-ECDSA-WITH-AES-256-GCM-SHA384', 0xc02c],
  ['ECDHE-RSA-WITH-AES-256-GCM-SHA384', 0xc030],
  ['ECDHE-ECDSA-WITH-AES-256-CCM', 0xc0ad],
  ['ECDHE-ECDSA-WITH-AES-256-CBC-SHA384', 0xc024],
  ['ECDHE-RSA-WITH-AES-256-CBC-SHA384', 0xc028],
  ['ECDHE-ECDSA-WITH-AES-256-CBC-SHA', 0xc00a],
  ['ECDHE-RSA-WITH-AES-256-CBC-SHA', 0xc014],
  ['ECDHE-ECDSA-WITH-AES-256-CCM-8', 0xc0af],
  ['ECDHE-ECDSA-WITH-AES-128-GCM-SHA256', 0xc02b],
  ['ECDHE-RSA-WITH-AES-128-GCM-SHA256', 0xc02f],
  ['ECDHE-ECDSA-WITH-AES-128-CCM', 0xc0ac],
  ['ECDHE-ECDSA-WITH-AES-128-CBC-SHA256', 0xc023],
  ['ECDHE-RSA-WITH-AES-128-CBC-SHA256', 0xc027],
  ['ECDHE-ECDSA-WITH-AES-128-CBC-SHA', 0xc009],
  ['ECDHE-RSA-WITH-AES-128-CBC-SHA', 0xc013],
  ['ECDHE-ECDSA-WITH-AES-128-CCM-8', 0xc0ae],
  ['RSA-WITH-AES-256-GCM-SHA384', 0x9d],
  ['RSA-WITH-AES-256-CCM', 0xc09d],
  ['RSA-WITH-AES-256-CBC-SHA256', 0x3d],
  ['RSA-WITH-AES-256-CBC-SHA', 0x35],
  ['ECDH-RSA-WITH-AES-256-GCM-SHA384', 0xc032],
  ['ECDH-RSA-WITH-AES-256-CBC-SHA384', 0xc02a],
  ['ECDH-RSA-WITH-AES-256-CBC-SHA', 0xc00f],
  ['ECDH-ECDSA-WITH-AES-256-GCM-SHA384', 0xc02e],
  ['ECDH-ECDSA-WITH-AES-256-CBC-SHA384', 0xc026],
  ['ECDH-ECDSA-WITH-AES-256-CBC-SHA', 0xc005],
  ['RSA-WITH-AES-256-CCM-8', 0xc0a1],
  ['RSA-WITH-AES-128-GCM-SHA256', 0x9c],
  ['RSA-WITH-AES-128-CCM', 0xc09c],
  ['RSA-WITH-AES-128-CBC-SHA256', 0x3c],
  ['RSA-WITH-AES-128-CBC-SHA', 0x2f],
  ['ECDH-RSA-WITH-AES-128-GCM-SHA256', 0xc031],
  ['ECDH-RSA-WITH-AES-128-CBC-SHA256', 0xc029],
  ['ECDH-RSA-WITH-AES-128-CBC-SHA', 0xc00e],
  ['ECDH-ECDSA-WITH-AES-128-GCM-SHA256', 0xc02d],
  ['ECDH-ECDSA-WITH-AES-128-CBC-SHA256', 0xc025],
  ['ECDH-ECDSA-WITH-AES-128-CBC-SHA', 0xc004],
  ['RSA-WITH-AES-128-CCM-8', 0xc0a0],
];

const SHORT_TAG_BYTES = 8;
const TAG_BYTES = 16;

/** In order of preference. */
export const SUITES: readonly Suite[] = IDS.map(([name, id]) => describe(name, id));

const hostCiphers = new Set(getCiphers());

/** Whether this computer's cryptography can do the suite: a board can do all, an Electron has no CCM. */
export function isDoable({ cipher }: Suite): boolean {
  return hostCiphers.has(cipher);
}

export function suiteNamed(name: string): Suite | undefined {
  return SUITES.find((suite) => suite.name === name);
}

export function suiteOf(id: number): Suite | undefined {
  return SUITES.find((suite) => suite.id === id);
}

export function usesEllipticCurves({ keyExchange }: Suite): boolean {
  return keyExchange !== 'RSA';
}

/** Whether both sides agree on a secret that is made for this connection alone. */
export function isEphemeral({ keyExchange }: Suite): boolean {
  return keyExchange.startsWith('ECDHE');
}

function describe(name: string, id: number): Suite {
  const [keyExchange = '', cipherText = ''] = name.split('-WITH-');
  const [, bits = '', modeText = '', last = ''] = cipherText.split('-');
  const mode = modeText.toLowerCase() as Suite['mode'];
  return {
    name: `TLS-${name}`,
    id,
    keyExchange: keyExchange as KeyExchange,
    mode,
    keyBytes: Number(bits) / 8,
    tagBytes: last === '8' ? SHORT_TAG_BYTES : TAG_BYTES,
    macHash: last === 'SHA' ? 'sha1' : last.toLowerCase(),
    prfHash: last === 'SHA384' ? 'sha384' : 'sha256',
    cipher: `aes-${bits}-${mode}`,
  };
}
