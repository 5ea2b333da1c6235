/** What a context keeps of the certificates that it was shown: each is read once, and not more of them than it can be shown in turn. */
import { describe, expect, it } from 'vitest';
import { KnownCertificates } from '../../../simulator/src/tls/knownCertificates';
import { own } from '../../support/tlsPeers';

const { der } = own('ec', 'ec').chain[0]!;

describe('certificates that were shown before', () => {
  it('are read once, and are told apart from others', () => {
    const known = new KnownCertificates();
    const first = known.read(Buffer.from(der));
    expect(known.read(Buffer.from(der))).toBe(first);
    const other = known.read(own('rsa', 'rsa').chain[0]!.der);
    expect(other.der.equals(first.der)).toBe(false);
  });

  it('make way for those that were shown later', () => {
    const known = new KnownCertificates();
    // What stands behind a certificate makes other bytes of it.
    const variant = (n: number): Buffer => Buffer.concat([der, Buffer.of(n)]);
    const [first, second] = [known.read(variant(0)), known.read(variant(1))];
    for (let n = 2; n < 16; n++) known.read(variant(n));
    expect(known.read(variant(0))).toBe(first);
    known.read(variant(16));
    expect(known.read(variant(0))).toBe(first);
    expect(known.read(variant(1))).not.toBe(second);
  });

  it('that are none are none the next time, too', () => {
    const known = new KnownCertificates();
    for (const time of [1, 2]) expect(() => known.read(Buffer.alloc(100, time))).toThrow();
  });
});
