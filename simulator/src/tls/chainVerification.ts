/**
 * Whether a chain of certificates leads to one that is trusted, and what is wrong with it, as flags with Mbed TLS's
 * meanings and in its order. All problems are found, not only the first. The rules are those of its library/x509_crt.c
 * with the default profile; there are no revocation lists, because a script has no way to load one.
 */
import { ExtendedKeyUsage, KeyUsage, type Certificate } from './certificate';
import { matchesHost } from './hostName';

export const VerifyFlag = {
  expired: 0x01,
  revoked: 0x02,
  nameMismatch: 0x04,
  notTrusted: 0x08,
  missing: 0x40,
  skipped: 0x80,
  other: 0x100,
  future: 0x200,
  keyUsage: 0x800,
  extendedKeyUsage: 0x1000,
  badHash: 0x4000,
  badKeyType: 0x8000,
  badKey: 0x10000,
} as const;

/** In the order in which Mbed TLS prints them. */
const FLAG_TEXTS: readonly (readonly [number, string])[] = [
  [VerifyFlag.expired, 'The certificate validity has expired'],
  [VerifyFlag.revoked, 'The certificate has been revoked (is on a CRL)'],
  [VerifyFlag.nameMismatch, 'The certificate Common Name (CN) does not match with the expected CN'],
  [VerifyFlag.notTrusted, 'The certificate is not correctly signed by the trusted CA'],
  [VerifyFlag.missing, 'Certificate was missing'],
  [VerifyFlag.skipped, 'Certificate verification was skipped'],
  [VerifyFlag.other, 'Other reason (can be used by verify callback)'],
  [VerifyFlag.future, 'The certificate validity starts in the future'],
  [VerifyFlag.keyUsage, 'Usage does not match the keyUsage extension'],
  [VerifyFlag.extendedKeyUsage, 'Usage does not match the extendedKeyUsage extension'],
  [VerifyFlag.badHash, 'The certificate is signed with an unacceptable hash.'],
  [VerifyFlag.badKeyType, 'The certificate is signed with an unacceptable PK alg (eg RSA vs ECDSA).'],
  [VerifyFlag.badKey, 'The certificate is signed with an unacceptable key (eg bad curve, RSA too short).'],
];

/** A certificate of a chain and what is wrong with it. */
export interface ChainLink {
  readonly certificate: Certificate;
  flags: number;
}

export interface ChainQuestion {
  readonly chain: readonly Certificate[];
  readonly trusted: readonly Certificate[];
  readonly nowMs: number;
  /** Absent if the name does not matter. */
  readonly host: string | undefined;
}

const MIN_RSA_BITS = 2048;
const CURVES: readonly string[] = ['prime256v1', 'secp384r1', 'secp521r1'];
const MAX_INTERMEDIATES = 8;

/** MicroPython's room for the text. */
const MAX_TEXT_BYTES = 255;

/** Every problem on a line of its own, with a line feed before and after it; undefined if that does not fit. */
export function verifyText(flags: number): string | undefined {
  const known = FLAG_TEXTS.filter(([flag]) => (flags & flag) !== 0);
  const rest = known.reduce((left, [flag]) => left & ~flag, flags);
  const texts = [...known.map(([, text]) => text), ...(rest === 0 ? [] : ['Unknown reason (this should not happen)'])];
  const text = texts.map((line) => `\n${line}\n`).join('');
  return text.length <= MAX_TEXT_BYTES ? text : undefined;
}

/** The chain from the other side's certificate upwards; undefined if it is too long. */
export function verifyChain({ chain, trusted, nowMs, host }: ChainQuestion): readonly ChainLink[] | undefined {
  const links: ChainLink[] = [];
  let [certificate] = chain;
  let isTrusted = false;
  let selfIssued = 0;
  while (certificate) {
    const link: ChainLink = { certificate, flags: timeFlags(certificate, nowMs) };
    links.push(link);
    if (isTrusted) break;
    if (certificate.signatureHash === undefined) link.flags |= VerifyFlag.badHash;
    if (links.length === 1 && isLocallyTrusted(certificate, trusted)) break;

    const position = { child: certificate, depth: links.length - 1, selfIssued, nowMs };
    const parent = findParent(position, trusted, 'trusted') ?? findParent(position, chain.slice(chain.indexOf(certificate) + 1), 'sent');
    if (!parent) {
      link.flags |= VerifyFlag.notTrusted;
      break;
    }
    if (links.length !== 1 && certificate.isSelfIssued) selfIssued++;
    if (!parent.isTrusted && links.length > MAX_INTERMEDIATES) return undefined;
    if (!parent.hasSigned) link.flags |= VerifyFlag.notTrusted;
    if (!isGoodKey(parent.certificate)) link.flags |= VerifyFlag.badKey;
    ({ certificate, isTrusted } = parent);
  }
  const [first] = links;
  if (first) first.flags |= endFlags(first.certificate, host);
  return links;
}

interface Position {
  readonly child: Certificate;
  /** How many certificates stand below the child. */
  readonly depth: number;
  readonly selfIssued: number;
  readonly nowMs: number;
}

interface Parent {
  readonly certificate: Certificate;
  readonly isTrusted: boolean;
  readonly hasSigned: boolean;
}

/** One that is valid now is taken first. */
function findParent(position: Position, candidates: readonly Certificate[], origin: 'trusted' | 'sent'): Parent | undefined {
  const isTrusted = origin === 'trusted';
  const found: Parent[] = [];
  for (const certificate of candidates) {
    if (!canBeParent(position, certificate, isTrusted)) continue;
    const hasSigned = position.child.isSignedBy(certificate);
    if (isTrusted && !hasSigned) continue;
    const parent = { certificate, isTrusted, hasSigned };
    if (timeFlags(certificate, position.nowMs) === 0) return parent;
    found.push(parent);
  }
  return found[0];
}

function canBeParent({ child, depth, selfIssued }: Position, parent: Certificate, isTrusted: boolean): boolean {
  if (!child.issuer.equals(parent.subject)) return false;
  // Certificates from before version 3 cannot say that they are an authority's.
  const mustSaySo = !isTrusted || parent.version >= 3;
  if (mustSaySo && !(parent.isAuthority && parent.allows(KeyUsage.certificateSign))) return false;
  return parent.pathLength === undefined || parent.pathLength >= depth - selfIssued;
}

/** A self-issued certificate is trusted without an authority if the very same was loaded. */
function isLocallyTrusted(certificate: Certificate, trusted: readonly Certificate[]): boolean {
  return certificate.isSelfIssued && trusted.some(({ der }) => der.equals(certificate.der));
}

function timeFlags({ validFromMs, validToMs }: Certificate, nowMs: number): number {
  return (validToMs < nowMs ? VerifyFlag.expired : 0) | (validFromMs > nowMs ? VerifyFlag.future : 0);
}

function endFlags(certificate: Certificate, host: string | undefined): number {
  const name = host === undefined || matchesHost(certificate, host) ? 0 : VerifyFlag.nameMismatch;
  return name | (isGoodKey(certificate) ? 0 : VerifyFlag.badKey);
}

function isGoodKey({ publicKey }: Certificate): boolean {
  const { modulusLength = 0, namedCurve = '' } = publicKey.asymmetricKeyDetails ?? {};
  return publicKey.asymmetricKeyType === 'rsa' ? modulusLength >= MIN_RSA_BITS : CURVES.includes(namedCurve);
}

/** Whether the extensions of a certificate let it do what it does in a handshake. */
export function usageFlags(certificate: Certificate, peer: 'client' | 'server', usage: number): number {
  const purpose = peer === 'server' ? ExtendedKeyUsage.serverAuthentication : ExtendedKeyUsage.clientAuthentication;
  return (certificate.allows(usage) ? 0 : VerifyFlag.keyUsage) | (certificate.allowsExtended(purpose) ? 0 : VerifyFlag.extendedKeyUsage);
}
