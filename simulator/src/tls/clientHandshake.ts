/** The client's side of a handshake: library/ssl_tls12_client.c of Mbed TLS says what fails with which code and alert. */
import { TlsError } from '../../../shared/src';
import { keyOf } from './configuration';
import { Alert, TlsFailure } from './failure';
import { unexpected, type Handshake, type Steps } from './handshake';
import { decodeServerHello, encodeClientHello, type ServerHello } from './hello';
import { curveOf, curveOfKey, badServerPoint, encryptedPremaster, EphemeralKey, NAMED_CURVE, publicPoint } from './keyExchange';
import { MessageType, Version, type HandshakeMessage } from './messages';
import { isSignature, makeSignature, schemeOf, SIGNATURE_SCHEMES, type SignatureScheme } from './signatures';
import { isDoable, isEphemeral } from './suites';
import { uint, vector, WireReader } from './wire';

export function* clientHandshake(handshake: Handshake): Steps {
  const hello = yield* exchangeHellos(handshake);
  acceptHello(handshake, hello);
  yield* handshake.checkCertificates(yield* handshake.receive(MessageType.certificate));
  const serverKey = isEphemeral(handshake.chosenSuite) ? yield* receiveServerKey(handshake) : undefined;
  const schemes = yield* receiveRequests(handshake);
  if (schemes) handshake.sendCertificate();
  sendClientKey(handshake, serverKey);
  if (schemes && handshake.configuration.own) sendCertificateVerify(handshake);
  handshake.sendFinished();
  // We say that we take tickets, so one may come; a script has no way to use it again.
  if (hello.announcesTicket) yield* handshake.receive(MessageType.newSessionTicket);
  yield* handshake.receiveFinished();
}

/** Says hello, a second time if the server wants to see a cookie first. */
function* exchangeHellos(handshake: Handshake): Steps<ServerHello> {
  const { configuration, options, layer } = handshake;
  const random = handshake.newRandom();
  handshake.setRandom('client', random);
  const isDatagram = configuration.transport === 'datagram';
  const fields = { version: layer.version, random, suites: configuration.suites.filter(isDoable), serverName: options.serverName };
  handshake.send(MessageType.clientHello, encodeClientHello({ ...fields, cookie: isDatagram ? Buffer.alloc(0) : undefined }));
  let message = yield* handshake.receiveMessage();
  if (isDatagram && message.type === MessageType.helloVerifyRequest) {
    const cookie = Buffer.from(readCookie(message));
    handshake.forgetMessages();
    handshake.send(MessageType.clientHello, encodeClientHello({ ...fields, cookie }));
    message = yield* handshake.receiveMessage();
  }
  if (message.type !== MessageType.serverHello) throw new TlsFailure(TlsError.SSL_DECODE_ERROR, Alert.decodeError);
  return decodeServerHello(message.body);
}

function readCookie({ body }: HandshakeMessage): Buffer {
  const reader = new WireReader(body);
  const version = reader.uint(2);
  if (version !== Version.dtls10 && version !== Version.dtls12) {
    throw new TlsFailure(TlsError.SSL_BAD_PROTOCOL_VERSION, Alert.protocolVersion);
  }
  return reader.vector(1);
}

function acceptHello(handshake: Handshake, hello: ServerHello): void {
  if (hello.version !== handshake.layer.version) throw new TlsFailure(TlsError.SSL_BAD_PROTOCOL_VERSION, Alert.protocolVersion);
  if (hello.compression !== 0) throw new TlsFailure(TlsError.SSL_FEATURE_UNAVAILABLE, Alert.illegalParameter);
  const suite = handshake.configuration.suites.find(({ id }) => id === hello.suite);
  if (!suite) throw new TlsFailure(TlsError.SSL_ILLEGAL_PARAMETER, Alert.illegalParameter);
  handshake.setRandom('server', Buffer.from(hello.random));
  handshake.suite = suite;
  handshake.extendedMasterSecret = hello.extendedMasterSecret;
  handshake.encryptThenMac = hello.encryptThenMac && suite.mode === 'cbc';
}

/** The server's point, signed with the key of its certificate. */
function* receiveServerKey(handshake: Handshake): Steps<{ readonly curve: number; readonly point: Buffer }> {
  const body = yield* handshake.receive(MessageType.serverKeyExchange);
  const reader = new WireReader(body);
  const kind = reader.uint(1);
  const curve = reader.uint(2);
  if (kind !== NAMED_CURVE || !curveOf(curve)) throw new TlsFailure(TlsError.SSL_ILLEGAL_PARAMETER, Alert.illegalParameter);
  const point = Buffer.from(reader.vector(1));
  const parameters = body.subarray(0, body.length - reader.remaining);
  const scheme = schemeOf(reader.uint(2));
  const signature = reader.vector(2);
  const suiteKey = handshake.chosenSuite.keyExchange === 'ECDHE-ECDSA' ? 'ec' : 'rsa';
  if (scheme?.key !== suiteKey) throw new TlsFailure(TlsError.SSL_ILLEGAL_PARAMETER, Alert.illegalParameter);
  const key = handshake.peerChain[0]?.publicKey;
  if (key?.asymmetricKeyType !== suiteKey) throw new TlsFailure(TlsError.SSL_PK_TYPE_MISMATCH, Alert.handshakeFailure);
  const { client, server } = handshake.randoms;
  if (!isSignature(scheme, key, Buffer.concat([client, server, parameters]), signature)) throw badSignature(scheme);
  return { curve, point };
}

export function badSignature({ key }: SignatureScheme): TlsFailure {
  return new TlsFailure(key === 'rsa' ? TlsError.RSA_VERIFY_FAILED : TlsError.ECP_VERIFY_FAILED, Alert.decryptError);
}

/** What comes before ServerHelloDone. Returns the signatures that the server accepts of us if it wants a certificate. */
function* receiveRequests(handshake: Handshake): Steps<readonly number[] | undefined> {
  const first = yield* handshake.receiveMessage();
  let schemes: readonly number[] | undefined;
  let last = first;
  if (first.type === MessageType.certificateRequest) {
    const reader = new WireReader(first.body);
    reader.vector(1);
    schemes = reader.numbers(2);
    reader.vector(2);
    last = yield* handshake.receiveMessage();
  }
  if (last.type !== MessageType.serverHelloDone) throw unexpected();
  if (last.body.length !== 0) throw new TlsFailure(TlsError.SSL_DECODE_ERROR, Alert.decodeError);
  return schemes;
}

function sendClientKey(handshake: Handshake, serverKey: { readonly curve: number; readonly point: Buffer } | undefined): void {
  const certificateKey = handshake.peerChain[0]?.publicKey;
  if (!certificateKey) throw new TlsFailure(TlsError.SSL_INTERNAL_ERROR);
  if (handshake.chosenSuite.keyExchange === 'RSA') {
    if (certificateKey.asymmetricKeyType !== 'rsa') throw new TlsFailure(TlsError.SSL_PK_TYPE_MISMATCH);
    const { premaster, encrypted } = encryptedPremaster(certificateKey, handshake.layer.version);
    handshake.send(MessageType.clientKeyExchange, vector(2, encrypted));
    handshake.agreeOn(premaster);
    return;
  }
  const curve = serverKey ? curveOf(serverKey.curve) : curveOfKey(certificateKey);
  if (!curve) throw new TlsFailure(TlsError.SSL_PK_TYPE_MISMATCH);
  const key = new EphemeralKey(curve);
  const premaster = key.sharedSecret(serverKey?.point ?? publicPoint(certificateKey), badServerPoint);
  handshake.send(MessageType.clientKeyExchange, vector(1, key.publicPoint));
  handshake.agreeOn(premaster);
}

/** Proves that the key of our certificate is ours. The hash is the suite's, as Mbed TLS chooses it. */
function sendCertificateVerify(handshake: Handshake): void {
  const { own } = handshake.configuration;
  if (!own) return;
  const ownKey = keyOf(own);
  const keyType = ownKey.asymmetricKeyType;
  const hash = handshake.chosenSuite.prfHash;
  const scheme = SIGNATURE_SCHEMES.find((candidate) => candidate.key === keyType && candidate.hash === hash && candidate.padding !== 'pss');
  if (!scheme) throw new TlsFailure(TlsError.SSL_PK_TYPE_MISMATCH);
  const signature = makeSignature(scheme, ownKey, handshake.transcript);
  handshake.send(MessageType.certificateVerify, uint(scheme.id, 2), vector(2, signature));
}
