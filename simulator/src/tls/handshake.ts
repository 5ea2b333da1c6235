/**
 * What client and server do alike in a handshake. A handshake is a generator: it yields what it needs (a message, an
 * answer about a certificate) and is resumed with it, so that nothing of it is on the stack while the transport or the
 * script is at work, both of which may unwind.
 */
import { createHash, randomBytes } from 'node:crypto';
import { TlsError } from '../../../shared/src';
import { KeyUsage, type Certificate } from './certificate';
import type { KnownCertificates } from './knownCertificates';
import { usageFlags, VerifyFlag, verifyChain, type ChainLink } from './chainVerification';
import { VerifyMode, type ConnectionOptions, type TlsConfiguration } from './configuration';
import { Alert, TlsFailure, type AlertDescription } from './failure';
import { directionKeys, masterSecret, verifyData, type Randoms } from './keySchedule';
import { curveOfKey } from './keyExchange';
import { MessageType, type HandshakeMessage, type Incoming, type MessageLayer } from './messages';
import { protection } from './protection';
import type { Suite } from './suites';
import { vector, WireReader } from './wire';

export type Need = { readonly kind: 'message' } | { readonly kind: 'verdict'; readonly certificate: Buffer; readonly depth: number };
/** A message for a message; for a certificate 0 or the number with which the script refuses it. */
export type Answer = Incoming | number;
export type Steps<T = void> = Generator<Need, T, Answer>;

const RANDOM_BYTES = 32;
const MIN_CERTIFICATE_BYTES = 128;
/** Mbed TLS 3.6.4 has this code, but no text for it in the firmware's table. */
const VERIFICATION_WITHOUT_HOST_NAME = -0x5d80;

export class Handshake {
  suite: Suite | undefined;
  encryptThenMac = false;
  extendedMasterSecret = false;
  peerChain: readonly Certificate[] = [];
  verifyFlags = 0;
  private messages: Buffer[] = [];
  private clientRandom: Buffer = Buffer.alloc(0);
  private serverRandom: Buffer = Buffer.alloc(0);
  private master: Buffer = Buffer.alloc(0);

  constructor(
    readonly configuration: TlsConfiguration,
    readonly options: ConnectionOptions,
    readonly layer: MessageLayer,
  ) {}

  get randoms(): Randoms {
    return { client: this.clientRandom, server: this.serverRandom };
  }

  newRandom(): Buffer {
    return randomBytes(RANDOM_BYTES);
  }

  setRandom(side: keyof Randoms, random: Buffer): void {
    if (side === 'client') this.clientRandom = random;
    else this.serverRandom = random;
  }

  get chosenSuite(): Suite {
    if (!this.suite) throw new TlsFailure(TlsError.SSL_INTERNAL_ERROR);
    return this.suite;
  }

  // --- messages ---

  send(type: number, ...parts: readonly Uint8Array[]): void {
    this.messages.push(this.layer.send(type, Buffer.concat(parts)));
  }

  /** Begins the hash anew: what was said before a cookie does not count. */
  forgetMessages(): void {
    this.messages = [];
  }

  /** All messages so far. */
  get transcript(): Buffer {
    return Buffer.concat(this.messages);
  }

  *receiveAny(): Steps<Incoming> {
    const incoming = yield { kind: 'message' };
    if (typeof incoming === 'number') throw new TlsFailure(incoming);
    return incoming;
  }

  /** A handshake message of any type, which counts for the hash from now on. */
  *receiveMessage(): Steps<HandshakeMessage> {
    const incoming = yield* this.receiveAny();
    if (incoming.kind !== 'handshake') throw unexpected();
    this.messages.push(Buffer.from(incoming.whole));
    return incoming;
  }

  *receive(type: number): Steps<Buffer> {
    const message = yield* this.receiveMessage();
    if (message.type !== type) throw unexpected();
    return message.body;
  }

  // --- secrets ---

  agreeOn(premaster: Buffer): void {
    const suite = this.chosenSuite;
    const sessionHash = this.extendedMasterSecret ? this.hash() : undefined;
    this.master = masterSecret(suite, premaster, this.randoms, sessionHash);
  }

  sendFinished(): void {
    const suite = this.chosenSuite;
    const { endpoint } = this.configuration;
    this.layer.sendChangeCipherSpec();
    this.layer.protectSending(protection(suite, directionKeys(suite, this.master, this.randoms)[endpoint], this.encryptThenMac));
    this.send(MessageType.finished, verifyData(suite, this.master, endpoint, this.hash()));
  }

  *receiveFinished(): Steps {
    const suite = this.chosenSuite;
    const peer = this.configuration.endpoint === 'client' ? 'server' : 'client';
    const change = yield* this.receiveAny();
    if (change.kind !== 'changeCipherSpec') throw unexpected();
    this.layer.protectReceiving(protection(suite, directionKeys(suite, this.master, this.randoms)[peer], this.encryptThenMac));
    const wanted = verifyData(suite, this.master, peer, this.hash());
    const body = yield* this.receive(MessageType.finished);
    if (body.length !== wanted.length) throw new TlsFailure(TlsError.SSL_DECODE_ERROR, Alert.decodeError);
    if (!body.equals(wanted)) throw new TlsFailure(TlsError.SSL_HANDSHAKE_FAILURE, Alert.decryptError);
  }

  private hash(): Buffer {
    return createHash(this.chosenSuite.prfHash).update(this.transcript).digest();
  }

  // --- certificates ---

  sendCertificate(): void {
    const chain = this.configuration.own?.chain ?? [];
    this.send(MessageType.certificate, vector(3, ...chain.map(({ der }) => vector(3, der))));
  }

  /** Reads the other side's certificates and looks whether they are to be trusted. */
  *checkCertificates(body: Buffer): Steps {
    this.peerChain = readChain(body, this.configuration.known);
    if (this.configuration.verifyMode === VerifyMode.none) return;
    const { endpoint, verifyMode, trusted } = this.configuration;
    if (endpoint === 'client' && verifyMode === VerifyMode.required && this.options.serverName === undefined) {
      throw new TlsFailure(VERIFICATION_WITHOUT_HOST_NAME);
    }
    const links = verifyChain({
      chain: this.peerChain,
      trusted: trusted ?? [],
      nowMs: this.options.dateMs(),
      host: this.options.serverName,
    });
    let code = links ? yield* this.mergeFlags(links) : TlsError.X509_FATAL_ERROR;
    if (code !== 0) this.verifyFlags = -1;
    else if (this.verifyFlags !== 0) code = TlsError.X509_CERT_VERIFY_FAILED;
    const secondary = this.secondaryFlags();
    this.verifyFlags |= secondary;
    if (secondary !== 0 && code === 0) code = TlsError.SSL_BAD_CERTIFICATE;
    const isForgivable = code === TlsError.X509_CERT_VERIFY_FAILED || code === TlsError.SSL_BAD_CERTIFICATE;
    if (verifyMode === VerifyMode.optional && isForgivable) code = 0;
    if (!trusted && verifyMode === VerifyMode.required) code = TlsError.SSL_CA_CHAIN_REQUIRED;
    if (code !== 0) throw new TlsFailure(code, alertFor(this.verifyFlags));
  }

  /** The flags of all certificates together; the script is asked about each, from the top, and may refuse. */
  private *mergeFlags(links: readonly ChainLink[]): Steps<number> {
    for (const [depth, link] of [...links.entries()].reverse()) {
      if (this.configuration.asksAboutCertificates) {
        const verdict = yield { kind: 'verdict', certificate: link.certificate.der, depth };
        if (typeof verdict === 'number' && verdict !== 0) {
          return verdict === TlsError.X509_CERT_VERIFY_FAILED ? TlsError.X509_FATAL_ERROR : verdict;
        }
      }
      this.verifyFlags |= link.flags;
    }
    return 0;
  }

  private secondaryFlags(): number {
    const [certificate] = this.peerChain;
    if (!certificate) return 0;
    const isCurveWrong = certificate.publicKey.asymmetricKeyType === 'ec' && !curveOfKey(certificate.publicKey);
    const peer = this.configuration.endpoint === 'client' ? 'server' : 'client';
    const usage = peer === 'client' ? KeyUsage.digitalSignature : serverUsage(this.chosenSuite);
    return (isCurveWrong ? VerifyFlag.badKey : 0) | usageFlags(certificate, peer, usage);
  }
}

export function unexpected(): TlsFailure {
  return new TlsFailure(TlsError.SSL_UNEXPECTED_MESSAGE, Alert.unexpectedMessage);
}

/** What the key of a server's certificate does in the key exchange. */
export function serverUsage({ keyExchange }: Suite): number {
  switch (keyExchange) {
    case 'RSA':
      return KeyUsage.keyEncipherment;
    case 'ECDH-RSA':
    case 'ECDH-ECDSA':
      return KeyUsage.keyAgreement;
    default:
      return KeyUsage.digitalSignature;
  }
}

function readChain(body: Buffer, known: KnownCertificates): readonly Certificate[] {
  const list = new WireReader(new WireReader(body).vector(3));
  const chain: Certificate[] = [];
  while (list.remaining > 0) {
    const der = list.vector(3);
    if (der.length < MIN_CERTIFICATE_BYTES) throw new TlsFailure(TlsError.SSL_DECODE_ERROR, Alert.decodeError);
    try {
      chain.push(known.read(der));
    } catch {
      // Mbed TLS adds to this code what exactly it stumbled over in the encoding; Node does not say.
      throw new TlsFailure(TlsError.X509_INVALID_FORMAT, Alert.badCertificate);
    }
  }
  if (chain.length === 0) throw new TlsFailure(TlsError.SSL_DECODE_ERROR, Alert.decodeError);
  return chain;
}

/** A certificate may have several problems; one is told to the other side. */
function alertFor(flags: number): AlertDescription {
  const alerts: readonly (readonly [number, AlertDescription])[] = [
    [VerifyFlag.other, Alert.accessDenied],
    [VerifyFlag.nameMismatch, Alert.badCertificate],
    [VerifyFlag.keyUsage | VerifyFlag.extendedKeyUsage | VerifyFlag.badKeyType | VerifyFlag.badKey, Alert.unsupportedCertificate],
    [VerifyFlag.expired, Alert.certificateExpired],
    [VerifyFlag.revoked, Alert.certificateRevoked],
    [VerifyFlag.notTrusted, Alert.unknownCa],
  ];
  return alerts.find(([flag]) => (flags & flag) !== 0)?.[1] ?? Alert.certificateUnknown;
}
