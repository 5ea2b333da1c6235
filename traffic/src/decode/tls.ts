/** What a TLS handshake agreed on, and the certificates that were shown, in facts. */
import { X509Certificate, type KeyObject } from 'node:crypto';
import type { DecodedConversation, Fact, TlsFacts } from '../../../shared/src';
import { oneLine } from './words';

type DecodedTls = NonNullable<DecodedConversation['tls']>;

/** More than any server shows. */
const MAX_CERTIFICATES = 20;
const MAX_CERTIFICATE_BYTES = 64 * 1024;

/** `nowMs`: when the certificates have to be valid. */
export function decodeTls({ version, cipherSuite, serverName, chain }: TlsFacts, nowMs = Date.now()): DecodedTls {
  const facts: Fact[] = [
    ['Version', version],
    ['Cipher suite', cipherSuite],
    ...(serverName === undefined ? [] : [['Server name', oneLine(serverName)] as const]),
    ['Certificates', chain.length === 0 ? 'none shown' : String(chain.length)],
  ];
  return { facts, certificates: chain.slice(0, MAX_CERTIFICATES).map((der) => certificateFacts(der, nowMs)) };
}

function certificateFacts(der: Uint8Array, nowMs: number): readonly Fact[] {
  if (der.length > MAX_CERTIFICATE_BYTES) return [['Certificate', `${der.length} bytes, too large to be read`]];
  try {
    return factsOf(new X509Certificate(der), nowMs);
  } catch {
    return [['Certificate', `${der.length} bytes that are no X.509 certificate`]];
  }
}

function factsOf(certificate: X509Certificate, nowMs: number): Fact[] {
  const { subject, issuer, validFrom, validTo, subjectAltName, fingerprint256, serialNumber } = certificate;
  const names =
    subjectAltName === undefined
      ? []
      : [['Names', oneLine(subjectAltName.replaceAll('DNS:', '').replaceAll('IP Address:', ''), 2_000)] as const];
  return [
    ['Subject', nameText(subject)],
    ['Issuer', subject === issuer ? `itself: ${nameText(issuer)}` : nameText(issuer)],
    ['Valid from', dateText(validFrom, (date) => (date.getTime() > nowMs ? ' (not valid yet)' : ''))],
    ['Valid to', dateText(validTo, (date) => (date.getTime() < nowMs ? ' (expired)' : ''))],
    ...names,
    ['Key', keyText(certificate.publicKey)],
    ['Serial number', serialNumber],
    ['SHA-256', fingerprint256],
  ];
}

/** Node gives one part to a line. */
function nameText(name: string | undefined): string {
  return oneLine((name ?? '').split('\n').join(', '), 500);
}

function dateText(text: string, remark: (date: Date) => string): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? oneLine(text) : `${date.toISOString().replace('T', ' ').replace('.000Z', ' UTC')}${remark(date)}`;
}

function keyText({ asymmetricKeyType, asymmetricKeyDetails: details }: KeyObject): string {
  if (details?.modulusLength !== undefined) return `${(asymmetricKeyType ?? 'RSA').toUpperCase()}, ${details.modulusLength} bits`;
  if (details?.namedCurve !== undefined) return `${(asymmetricKeyType ?? 'EC').toUpperCase()}, ${details.namedCurve}`;
  return asymmetricKeyType ?? 'unknown';
}
