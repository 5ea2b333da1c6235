/** The key schedule of TLS 1.2 (RFC 5246, sections 5, 6.3, 8.1; RFC 7627 for the extended master secret). */
import { createHmac } from 'node:crypto';
import type { Suite } from './suites';

const MASTER_SECRET_BYTES = 48;
const VERIFY_DATA_BYTES = 12;
const SALT_BYTES = 4;

export interface Randoms {
  readonly client: Buffer;
  readonly server: Buffer;
}

/** What one direction of a connection is protected with. */
export interface DirectionKeys {
  readonly mac: Buffer;
  readonly key: Buffer;
  /** The implicit part of an AEAD nonce. */
  readonly salt: Buffer;
}

export function pseudoRandom(hash: string, secret: Buffer, label: string, seed: Uint8Array, sizeBytes: number): Buffer {
  const labelled = Buffer.concat([Buffer.from(label, 'latin1'), seed]);
  const blocks: Buffer[] = [];
  let chained: Buffer = labelled;
  for (let made = 0; made < sizeBytes;) {
    chained = createHmac(hash, secret).update(chained).digest();
    const block = createHmac(hash, secret).update(chained).update(labelled).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, sizeBytes);
}

/** `sessionHash` is that of the handshake so far if both sides agreed on the extended master secret. */
export function masterSecret(suite: Suite, premaster: Buffer, randoms: Randoms, sessionHash: Buffer | undefined): Buffer {
  return sessionHash
    ? pseudoRandom(suite.prfHash, premaster, 'extended master secret', sessionHash, MASTER_SECRET_BYTES)
    : pseudoRandom(suite.prfHash, premaster, 'master secret', Buffer.concat([randoms.client, randoms.server]), MASTER_SECRET_BYTES);
}

export function directionKeys(
  suite: Suite,
  master: Buffer,
  randoms: Randoms,
): { readonly client: DirectionKeys; readonly server: DirectionKeys } {
  const macBytes = suite.mode === 'cbc' ? hashBytes(suite.macHash) : 0;
  const saltBytes = suite.mode === 'cbc' ? 0 : SALT_BYTES;
  const seed = Buffer.concat([randoms.server, randoms.client]);
  const block = pseudoRandom(suite.prfHash, master, 'key expansion', seed, 2 * (macBytes + suite.keyBytes + saltBytes));
  let offset = 0;
  const next = (size: number): Buffer => block.subarray(offset, (offset += size));
  const macs = [next(macBytes), next(macBytes)] as const;
  const keys = [next(suite.keyBytes), next(suite.keyBytes)] as const;
  const salts = [next(saltBytes), next(saltBytes)] as const;
  return {
    client: { mac: macs[0], key: keys[0], salt: salts[0] },
    server: { mac: macs[1], key: keys[1], salt: salts[1] },
  };
}

/** The content of a Finished message. */
export function verifyData(suite: Suite, master: Buffer, sender: 'client' | 'server', handshakeHash: Buffer): Buffer {
  return pseudoRandom(suite.prfHash, master, `${sender} finished`, handshakeHash, VERIFY_DATA_BYTES);
}

export function hashBytes(hash: string): number {
  switch (hash) {
    case 'sha1':
      return 20;
    case 'sha384':
      return 48;
    default:
      return 32;
  }
}
