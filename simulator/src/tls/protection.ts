/**
 * Protection of records in one direction: AES in GCM, CCM and CBC mode as TLS 1.2 uses them. Knows nothing of where
 * records come from; what stands in a record's header and its number are arguments.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual, type CipherGCM, type DecipherGCM } from 'node:crypto';
import { hashBytes, type DirectionKeys } from './keySchedule';
import type { Suite } from './suites';

const EXPLICIT_NONCE_BYTES = 8;
const BLOCK_BYTES = 16;

/** What a record's protection covers besides its content. */
export interface RecordIdentity {
  /** Eight bytes: with TLS a count, with DTLS epoch and count. */
  readonly sequence: Buffer;
  readonly type: number;
  readonly version: number;
}

export interface Protection {
  /** The payload of a record. */
  seal(identity: RecordIdentity, content: Uint8Array): Buffer;
  /** The content of a payload; undefined if somebody has changed it. */
  open(identity: RecordIdentity, payload: Buffer): Buffer | undefined;
}

export function protection(suite: Suite, keys: DirectionKeys, encryptThenMac: boolean): Protection {
  return suite.mode === 'cbc' ? new CbcProtection(suite, keys, encryptThenMac) : new AeadProtection(suite, keys);
}

/** The header as it is authenticated: number, type, version, length of the content. */
function authenticatedHeader({ sequence, type, version }: RecordIdentity, length: number): Buffer {
  const header = Buffer.allocUnsafe(13);
  sequence.copy(header, 0);
  header.writeUInt8(type, 8);
  header.writeUInt16BE(version, 9);
  header.writeUInt16BE(length, 11);
  return header;
}

class AeadProtection implements Protection {
  /** Made once: what stands in it is read before the next record needs it. */
  private readonly nonce: Buffer;
  private readonly options: object;

  constructor(
    private readonly suite: Suite,
    private readonly keys: DirectionKeys,
  ) {
    this.nonce = Buffer.concat([keys.salt, Buffer.alloc(EXPLICIT_NONCE_BYTES)]);
    this.options = { authTagLength: suite.tagBytes };
  }

  seal(identity: RecordIdentity, content: Uint8Array): Buffer {
    this.nonce.set(identity.sequence, this.keys.salt.length);
    // Node's types know the modes of a cipher only by literal names.
    const sealing = createCipheriv(this.suite.cipher, this.keys.key, this.nonce, this.options) as CipherGCM;
    sealing.setAAD(authenticatedHeader(identity, content.length), { plaintextLength: content.length });
    const sealed = sealing.update(content);
    const rest = sealing.final();
    return Buffer.concat([identity.sequence, sealed, rest, sealing.getAuthTag()]);
  }

  open(identity: RecordIdentity, payload: Buffer): Buffer | undefined {
    const { cipher, tagBytes } = this.suite;
    const length = payload.length - EXPLICIT_NONCE_BYTES - tagBytes;
    if (length < 0) return undefined;
    this.nonce.set(payload.subarray(0, EXPLICIT_NONCE_BYTES), this.keys.salt.length);
    const opening = createDecipheriv(cipher, this.keys.key, this.nonce, this.options) as DecipherGCM;
    opening.setAuthTag(payload.subarray(EXPLICIT_NONCE_BYTES + length));
    opening.setAAD(authenticatedHeader(identity, length), { plaintextLength: length });
    try {
      const content = opening.update(payload.subarray(EXPLICIT_NONCE_BYTES, EXPLICIT_NONCE_BYTES + length));
      opening.final();
      return content;
    } catch {
      // The only thing that can fail here is the tag.
      return undefined;
    }
  }
}

class CbcProtection implements Protection {
  private readonly macBytes: number;

  constructor(
    private readonly suite: Suite,
    private readonly keys: DirectionKeys,
    private readonly encryptThenMac: boolean,
  ) {
    this.macBytes = hashBytes(suite.macHash);
  }

  seal(identity: RecordIdentity, content: Uint8Array): Buffer {
    const vector = randomBytes(BLOCK_BYTES);
    if (!this.encryptThenMac) {
      const mac = this.mac(authenticatedHeader(identity, content.length), content);
      return Buffer.concat([vector, this.encrypt(vector, Buffer.concat([content, mac]))]);
    }
    const sealed = Buffer.concat([vector, this.encrypt(vector, content)]);
    return Buffer.concat([sealed, this.mac(authenticatedHeader(identity, sealed.length), sealed)]);
  }

  open(identity: RecordIdentity, payload: Buffer): Buffer | undefined {
    const sealed = this.encryptThenMac ? payload.subarray(0, Math.max(0, payload.length - this.macBytes)) : payload;
    if (sealed.length < 2 * BLOCK_BYTES || sealed.length % BLOCK_BYTES !== 0) return undefined;
    if (this.encryptThenMac) {
      const mac = this.mac(authenticatedHeader(identity, sealed.length), sealed);
      if (!isSame(mac, payload.subarray(sealed.length))) return undefined;
    }
    const decipher = createDecipheriv(this.suite.cipher, this.keys.key, sealed.subarray(0, BLOCK_BYTES)).setAutoPadding(false);
    const padded = Buffer.concat([decipher.update(sealed.subarray(BLOCK_BYTES)), decipher.final()]);
    const unpadded = withoutPadding(padded);
    if (this.encryptThenMac) return unpadded;
    const length = (unpadded ?? padded).length - this.macBytes;
    if (length < 0) return undefined;
    const content = (unpadded ?? padded).subarray(0, length);
    const isGenuine = isSame(this.mac(authenticatedHeader(identity, length), content), (unpadded ?? padded).subarray(length));
    return isGenuine && unpadded ? content : undefined;
  }

  private encrypt(vector: Buffer, content: Uint8Array): Buffer {
    const padding = BLOCK_BYTES - (content.length % BLOCK_BYTES);
    const cipher = createCipheriv(this.suite.cipher, this.keys.key, vector).setAutoPadding(false);
    return Buffer.concat([cipher.update(content), cipher.update(Buffer.alloc(padding, padding - 1)), cipher.final()]);
  }

  private mac(header: Buffer, content: Uint8Array): Buffer {
    return createHmac(this.suite.macHash, this.keys.mac).update(header).update(content).digest();
  }
}

function withoutPadding(padded: Buffer): Buffer | undefined {
  const padding = padded[padded.length - 1] ?? 0;
  const end = padded.length - padding - 1;
  return end >= 0 && padded.subarray(end).every((byte) => byte === padding) ? padded.subarray(0, end) : undefined;
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
