/** The server's side of a handshake: library/ssl_tls12_server.c of Mbed TLS says what fails with which code and alert. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { TlsError } from '../../../shared/src';
import { usageFlags } from './chainVerification';
import { badSignature } from './clientHandshake';
import { keyOf, VerifyMode, type OwnCertificate } from './configuration';
import { Alert, TlsFailure } from './failure';
import { serverUsage, unexpected, type Handshake, type Steps } from './handshake';
import { decodeClientHello, encodeServerHello, type ClientHello } from './hello';
import { CURVES, curveOfKey, decryptedPremaster, EphemeralKey, NAMED_CURVE, staticSecret, type Curve } from './keyExchange';
import { MessageType, Version } from './messages';
import { ASSUMED_SCHEMES, isSignature, makeSignature, schemeOf, SIGNATURE_SCHEMES, type SignatureScheme } from './signatures';
import { isDoable, isEphemeral, usesEllipticCurves, type Suite } from './suites';
import { numbers, uint, vector, WireReader } from './wire';

/** RSA and ECDSA signatures, as kinds of client certificates. */
const CERTIFICATE_KINDS = Buffer.of(1, 64);
const SESSION_ID_BYTES = 32;
const COOKIE_BYTES = 32;

export function* serverHandshake(handshake: Handshake): Steps {
  const { configuration } = handshake;
  const hello = yield* receiveHello(handshake);
  const suite = chooseSuite(handshake, hello);
  const { own } = configuration;
  if (!own) throw new TlsFailure(TlsError.SSL_PRIVATE_KEY_REQUIRED);
  answerHello(handshake, hello, suite);
  handshake.sendCertificate();
  const serverKey = isEphemeral(suite) ? sendServerKey(handshake, hello, own) : undefined;
  const wantsCertificate = configuration.verifyMode !== VerifyMode.none;
  if (wantsCertificate) sendCertificateRequest(handshake);
  handshake.send(MessageType.serverHelloDone);

  if (wantsCertificate) yield* receiveCertificate(handshake);
  yield* receiveClientKey(handshake, own, serverKey);
  if (handshake.peerChain.length > 0) yield* receiveCertificateVerify(handshake);
  yield* handshake.receiveFinished();
  handshake.sendFinished();
}

function* receiveHello(handshake: Handshake): Steps<ClientHello> {
  const { configuration, layer } = handshake;
  const isDatagram = configuration.transport === 'datagram';
  const message = yield* handshake.receiveMessage();
  if (message.type !== MessageType.clientHello) throw new TlsFailure(TlsError.SSL_UNEXPECTED_MESSAGE);
  const hello = decodeClientHello(message.body, isDatagram);
  const isOld = isDatagram ? hello.version > Version.dtls12 : hello.version < Version.tls12;
  if (isOld) throw new TlsFailure(TlsError.SSL_BAD_PROTOCOL_VERSION, Alert.protocolVersion);
  if (isDatagram) demandCookie(handshake, hello.cookie);
  handshake.setRandom('client', Buffer.from(hello.random));
  handshake.setRandom('server', handshake.newRandom());
  handshake.extendedMasterSecret = hello.extendedMasterSecret;
  return { ...hello, version: layer.version };
}

/** A client must first show that it gets what is sent to its address; until then the server remembers nothing of it. */
function demandCookie({ configuration, options, layer }: Handshake, shown: Buffer): void {
  const cookie = createHmac('sha256', configuration.cookieKey)
    .update(options.clientId ?? Buffer.alloc(0))
    .digest();
  if (shown.length === COOKIE_BYTES && timingSafeEqual(shown, cookie)) return;
  layer.send(MessageType.helloVerifyRequest, Buffer.concat([uint(Version.dtls10, 2), vector(1, cookie)]));
  throw new TlsFailure(TlsError.SSL_HELLO_VERIFY_REQUIRED);
}

function chooseSuite(handshake: Handshake, hello: ClientHello): Suite {
  const common = handshake.configuration.suites.filter((suite) => hello.suites.includes(suite.id));
  const chosen = common.find((suite) => isUsable(handshake, suite, hello));
  if (!chosen) throw new TlsFailure(TlsError.SSL_HANDSHAKE_FAILURE, Alert.handshakeFailure);
  return chosen;
}

/** Whether our certificate can do what the suite asks of it, and the client can follow. */
function isUsable({ configuration }: Handshake, suite: Suite, hello: ClientHello): boolean {
  const [certificate] = configuration.own?.chain ?? [];
  if (!certificate || !isDoable(suite)) return false;
  if (usesEllipticCurves(suite) && !commonCurve(hello)) return false;
  const keyType = suite.keyExchange === 'RSA' || suite.keyExchange === 'ECDHE-RSA' ? 'rsa' : 'ec';
  if (certificate.publicKey.asymmetricKeyType !== keyType) return false;
  if (usageFlags(certificate, 'server', serverUsage(suite)) !== 0) return false;
  if (keyType === 'ec' && !hello.groups?.includes(curveOfKey(certificate.publicKey)?.id ?? 0)) return false;
  return !isEphemeral(suite) || signatureFor(keyType, hello) !== undefined;
}

function commonCurve({ groups }: ClientHello): Curve | undefined {
  return CURVES.find(({ id }) => groups?.includes(id));
}

/** The first of the client's schemes that fits our key. */
function signatureFor(keyType: 'rsa' | 'ec', { schemes }: ClientHello): SignatureScheme | undefined {
  const offered = schemes?.map(schemeOf) ?? ASSUMED_SCHEMES;
  return offered.find((scheme) => scheme?.key === keyType && scheme.padding !== 'pss');
}

function answerHello(handshake: Handshake, hello: ClientHello, suite: Suite): void {
  handshake.suite = suite;
  handshake.encryptThenMac = hello.encryptThenMac && suite.mode === 'cbc';
  const { extendedMasterSecret, encryptThenMac, layer } = handshake;
  const answer = {
    version: layer.version,
    random: handshake.randoms.server,
    sessionId: handshake.newRandom().subarray(0, SESSION_ID_BYTES),
    compression: 0,
    encryptThenMac,
    extendedMasterSecret,
  };
  handshake.send(MessageType.serverHello, encodeServerHello(answer, suite, hello));
}

function sendServerKey(handshake: Handshake, hello: ClientHello, own: OwnCertificate): EphemeralKey {
  const curve = commonCurve(hello);
  const ownKey = keyOf(own);
  const scheme = signatureFor(ownKey.asymmetricKeyType === 'ec' ? 'ec' : 'rsa', hello);
  if (!curve || !scheme) throw new TlsFailure(TlsError.SSL_INTERNAL_ERROR);
  const key = new EphemeralKey(curve);
  const parameters = Buffer.concat([uint(NAMED_CURVE, 1), uint(curve.id, 2), vector(1, key.publicPoint)]);
  const { client, server } = handshake.randoms;
  const signature = makeSignature(scheme, ownKey, Buffer.concat([client, server, parameters]));
  handshake.send(MessageType.serverKeyExchange, parameters, uint(scheme.id, 2), vector(2, signature));
  return key;
}

function sendCertificateRequest(handshake: Handshake): void {
  const names = (handshake.configuration.trusted ?? []).map(({ subject }) => vector(2, subject));
  const schemes = vector(2, numbers(SIGNATURE_SCHEMES.map(({ id }) => id)));
  handshake.send(MessageType.certificateRequest, vector(1, CERTIFICATE_KINDS), schemes, vector(2, ...names));
}

function* receiveCertificate(handshake: Handshake): Steps {
  const body = yield* handshake.receive(MessageType.certificate);
  const isEmpty = body.length === 3 && body.readUIntBE(0, 3) === 0;
  if (!isEmpty) yield* handshake.checkCertificates(body);
  else if (handshake.configuration.verifyMode !== VerifyMode.optional) throw new TlsFailure(TlsError.SSL_NO_CLIENT_CERTIFICATE);
}

function* receiveClientKey(handshake: Handshake, own: OwnCertificate, serverKey: EphemeralKey | undefined): Steps {
  const message = yield* handshake.receiveMessage();
  if (message.type !== MessageType.clientKeyExchange) throw new TlsFailure(TlsError.SSL_UNEXPECTED_MESSAGE);
  const reader = new WireReader(message.body);
  if (handshake.chosenSuite.keyExchange === 'RSA') {
    handshake.agreeOn(decryptedPremaster(keyOf(own), Buffer.from(reader.vector(2)), handshake.layer.version));
    return;
  }
  const point = Buffer.from(reader.vector(1));
  const whenBad = (): TlsFailure => new TlsFailure(TlsError.ECP_INVALID_KEY);
  handshake.agreeOn(serverKey ? serverKey.sharedSecret(point, whenBad) : staticSecret(keyOf(own), point, whenBad));
}

function* receiveCertificateVerify(handshake: Handshake): Steps {
  const signed = handshake.transcript;
  const message = yield* handshake.receiveMessage();
  if (message.type !== MessageType.certificateVerify) throw unexpected();
  const reader = new WireReader(message.body);
  const scheme = schemeOf(reader.uint(2));
  const signature = reader.vector(2);
  const key = handshake.peerChain[0]?.publicKey;
  if (!scheme || key?.asymmetricKeyType !== scheme.key) throw new TlsFailure(TlsError.SSL_ILLEGAL_PARAMETER);
  if (!isSignature(scheme, key, signed, signature)) throw new TlsFailure(badSignature(scheme).code);
}
