/**
 * One X.509 certificate: what the verification of a chain asks about it. The public key and the check of a signature are
 * Node's; names as they are encoded, key usage bits and the hash of the signature are not given by Node and are read here.
 */
import { X509Certificate, type KeyObject } from 'node:crypto';
import { DerError, DerTag, objectId, readElement, readElements, type DerElement } from './der';

const Oid = {
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  subjectAlternativeName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
} as const;

/** Bits of the keyUsage extension. */
export const KeyUsage = { digitalSignature: 0x80, keyEncipherment: 0x20, keyAgreement: 0x08, certificateSign: 0x04 } as const;
export const ExtendedKeyUsage = {
  any: '2.5.29.37.0',
  serverAuthentication: '1.3.6.1.5.5.7.3.1',
  clientAuthentication: '1.3.6.1.5.5.7.3.2',
} as const;

/** Hashes by the algorithm of a signature; what is missing here is older than Mbed TLS accepts. */
const SIGNATURE_HASHES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.1.11', 'sha256'],
  ['1.2.840.113549.1.1.12', 'sha384'],
  ['1.2.840.113549.1.1.13', 'sha512'],
  ['1.2.840.10045.4.3.2', 'sha256'],
  ['1.2.840.10045.4.3.3', 'sha384'],
  ['1.2.840.10045.4.3.4', 'sha512'],
  // The hash of an RSASSA-PSS signature is a parameter.
  ['1.2.840.113549.1.1.10', 'parameter'],
]);

const AlternativeName = { dns: 0x82, uri: 0x86, address: 0x87 } as const;
const EXTENSIONS_TAG = 0xa3;
const VERSION_TAG = 0xa0;

export interface AlternativeNames {
  readonly dns: readonly string[];
  readonly uris: readonly string[];
  readonly addresses: readonly Buffer[];
}

export class Certificate {
  readonly publicKey: KeyObject;
  /** 1 to 3. */
  readonly version: number;
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly commonNames: readonly string[];
  readonly validFromMs: number;
  readonly validToMs: number;
  /** Absent if the certificate has no such extension. */
  readonly alternativeNames: AlternativeNames | undefined;
  readonly keyUsage: number | undefined;
  readonly extendedKeyUsage: readonly string[] | undefined;
  readonly isAuthority: boolean;
  /** How many intermediate certificates may follow; absent if that is not limited. */
  readonly pathLength: number | undefined;
  private readonly signatureAlgorithm: string;
  private readonly parsed: X509Certificate;

  /** Reads the certificate at the beginning of the bytes. Throws if it is none. */
  constructor(bytes: Uint8Array) {
    const { whole, content } = readElement(Buffer.from(bytes));
    this.der = whole;
    this.parsed = new X509Certificate(whole);
    this.publicKey = this.parsed.publicKey;
    const [body, algorithm] = readElements(content);
    const fields = readElements(required(body).content);
    this.version = fields[0]?.tag === VERSION_TAG ? (readElement(fields[0].content).content[0] ?? 0) + 1 : 1;
    const [, , issuer, validity, subject] = fields[0]?.tag === VERSION_TAG ? fields.slice(1) : fields;
    this.issuer = required(issuer).whole;
    this.subject = required(subject).whole;
    this.commonNames = commonNames(required(subject));
    const [from, to] = readElements(required(validity).content);
    this.validFromMs = timeMs(required(from));
    this.validToMs = timeMs(required(to));
    this.signatureAlgorithm = objectId(readElement(required(algorithm).content).content);

    const extensions = readExtensions(fields.find(({ tag }) => tag === EXTENSIONS_TAG));
    this.alternativeNames = mapExtension(extensions.get(Oid.subjectAlternativeName), alternativeNames);
    this.keyUsage = mapExtension(extensions.get(Oid.keyUsage), ({ content: bits }) => bits[1] ?? 0);
    this.extendedKeyUsage = mapExtension(extensions.get(Oid.extendedKeyUsage), ({ content: ids }) =>
      readElements(ids).map((id) => objectId(id.content)),
    );
    const constraints = readElements(extensions.get(Oid.basicConstraints)?.content ?? Buffer.alloc(0));
    this.isAuthority = constraints.some(({ tag, content: value }) => tag === DerTag.boolean && value[0] !== 0);
    this.pathLength = constraints.find(({ tag }) => tag === DerTag.integer)?.content.readUInt8(0);
  }

  readonly der: Buffer;

  /** Absent if the signature is made with a hash that Mbed TLS does not accept. */
  get signatureHash(): string | undefined {
    return SIGNATURE_HASHES.get(this.signatureAlgorithm);
  }

  get isSelfIssued(): boolean {
    return this.issuer.equals(this.subject);
  }

  /** Whether the holder of the other certificate's key signed this one. */
  isSignedBy({ publicKey }: Certificate): boolean {
    return this.parsed.verify(publicKey);
  }

  allows(usage: number): boolean {
    return this.keyUsage === undefined || (this.keyUsage & usage) === usage;
  }

  allowsExtended(purpose: string): boolean {
    return this.extendedKeyUsage?.some((id) => id === purpose || id === ExtendedKeyUsage.any) ?? true;
  }
}

function required(element: DerElement | undefined): DerElement {
  if (!element) throw new DerError('A certificate lacks a field.');
  return element;
}

function commonNames(name: DerElement): readonly string[] {
  return readElements(name.content)
    .flatMap((set) => readElements(set.content))
    .map((attribute) => readElements(attribute.content))
    .filter(([id]) => id !== undefined && objectId(id.content) === Oid.commonName)
    .map(([, value]) => required(value).content.toString());
}

/** UTCTime has two digits for the year, GeneralizedTime four. */
function timeMs({ tag, content }: DerElement): number {
  const digits = content.toString('latin1');
  const yearDigits = tag === DerTag.utcTime ? 2 : 4;
  const year = Number(digits.slice(0, yearDigits));
  const fullYear = yearDigits === 4 ? year : year < 50 ? 2000 + year : 1900 + year;
  const [month = 1, day = 1, hour = 0, minute = 0, second = 0] = [0, 2, 4, 6, 8].map((at) =>
    Number(digits.slice(yearDigits + at, yearDigits + at + 2)),
  );
  return Date.UTC(fullYear, month - 1, day, hour, minute, second);
}

/** The value of each extension by its identifier. */
function readExtensions(field: DerElement | undefined): ReadonlyMap<string, DerElement> {
  if (!field) return new Map();
  const entries = readElements(readElement(field.content).content).map((extension): readonly [string, DerElement] => {
    const parts = readElements(extension.content);
    const value = required(parts.find(({ tag }) => tag === DerTag.octetString));
    return [objectId(required(parts[0]).content), readElement(value.content)];
  });
  return new Map(entries);
}

function mapExtension<T>(extension: DerElement | undefined, map: (extension: DerElement) => T): T | undefined {
  return extension && map(extension);
}

function alternativeNames({ content }: DerElement): AlternativeNames {
  const names = readElements(content);
  const texts = (wanted: number): readonly string[] => names.filter(({ tag }) => tag === wanted).map((name) => name.content.toString());
  return {
    dns: texts(AlternativeName.dns),
    uris: texts(AlternativeName.uri),
    addresses: names.filter(({ tag }) => tag === AlternativeName.address).map((name) => name.content),
  };
}
