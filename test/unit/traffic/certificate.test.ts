/** The certificate of test peers and replays, as Node's own reader of certificates sees it. */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { throwawayCertificate } from '../../../traffic/src/peers/certificate';

test('a throwaway certificate is for its names and addresses, and signed by itself', () => {
  const { cert, key } = throwawayCertificate(['a.test', 'www.b.test', '192.0.2.7']);
  const certificate = new X509Certificate(cert);
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(certificate.checkIssued(certificate)).toBe(true);
  expect(certificate.ca).toBe(false);
  expect([certificate.subject, certificate.issuer]).toEqual(['CN=a.test', 'CN=a.test']);
  expect([certificate.checkHost('a.test'), certificate.checkHost('www.b.test'), certificate.checkHost('c.test')]).toEqual([
    'a.test',
    'www.b.test',
    undefined,
  ]);
  expect(certificate.checkIP('192.0.2.7')).toBe('192.0.2.7');
  expect(new Date(certificate.validFrom).getTime()).toBe(Date.UTC(2000, 0, 1));
  expect(new Date(certificate.validTo).getTime()).toBeGreaterThan(Date.now());
});

test('names of any length and number fit in', () => {
  const names = Array.from({ length: 300 }, (_, index) => `${'x'.repeat(60)}.n${index}.test`);
  const certificate = new X509Certificate(throwawayCertificate(names).cert);
  expect(names.every((name) => certificate.checkHost(name) === name)).toBe(true);
});

test('each is another one', () => {
  const serial = (): string => new X509Certificate(throwawayCertificate(['a.test']).cert).serialNumber;
  expect(serial()).not.toBe(serial());
});
