/**
 * One TLS or DTLS connection over any transport, as Mbed TLS gives it to MicroPython: every call does as much as the
 * transport lets it and says what it waits for otherwise. Results are counts, or codes of Mbed TLS below zero; errnos of
 * the transport pass through negated.
 */
import { TlsError, type TlsFacts } from '../../../shared/src';
import { clientHandshake } from './clientHandshake';
import type { Bio, ConnectionOptions, TlsConfiguration } from './configuration';
import { DatagramLayer } from './datagramLayer';
import { Alert, AlertLevel, TlsFailure, type AlertDescription } from './failure';
import { Handshake, type Answer, type Need, type Steps } from './handshake';
import { MessageType, type Incoming, type MessageLayer } from './messages';
import { serverHandshake } from './serverHandshake';
import { StreamLayer } from './streamLayer';

/** MBEDTLS_SSL_OUT_CONTENT_LEN of the firmware. */
export const MAX_SENT_BYTES = 4096;

/** Asks the script about a certificate: 0 accepts it. */
export type AskAboutCertificate = (certificate: Buffer, depth: number) => number;

export class TlsConnection {
  private readonly layer: MessageLayer;
  private readonly negotiation: Handshake;
  private readonly steps: Steps;
  private need: Need | 'nothing' | 'over' = 'nothing';
  private unread: Buffer = Buffer.alloc(0);
  private unreadStart = 0;
  /** How much of what is queued the caller has not been told to be sent. */
  private sendingBytes = 0;

  constructor(
    private readonly configuration: TlsConfiguration,
    private readonly options: ConnectionOptions,
    bio: Bio,
    private readonly ask: AskAboutCertificate,
  ) {
    const { endpoint } = configuration;
    this.layer = configuration.transport === 'stream' ? new StreamLayer(bio, endpoint) : new DatagramLayer(bio, endpoint, options.nowMs);
    this.negotiation = new Handshake(configuration, options, this.layer);
    this.steps = endpoint === 'client' ? clientHandshake(this.negotiation) : serverHandshake(this.negotiation);
  }

  get isHandshakeOver(): boolean {
    return this.need === 'over';
  }

  /** Whether something that was read waits to be given to the script. */
  get hasPending(): boolean {
    return this.unreadBytes > 0 || this.layer.hasPending;
  }

  /** When to ask again although nothing has arrived. */
  get deadlineMs(): number {
    return this.layer.deadlineMs;
  }

  get suiteName(): string | undefined {
    return this.isHandshakeOver ? this.negotiation.suite?.name : undefined;
  }

  get versionName(): string {
    return this.configuration.transport === 'stream' ? 'TLSv1.2' : 'DTLSv1.2';
  }

  /** The other side's own certificate. */
  get peerCertificate(): Buffer | undefined {
    return this.isHandshakeOver ? this.negotiation.peerChain[0]?.der : undefined;
  }

  /** What the handshake has agreed on, with the names that the standard has; undefined until it is over. */
  get facts(): TlsFacts | undefined {
    const { suite, peerChain } = this.negotiation;
    if (!this.isHandshakeOver || !suite) return undefined;
    const { serverName } = this.options;
    return {
      version: this.versionName,
      cipherSuite: suite.name.replaceAll('-', '_'),
      ...(serverName === undefined ? {} : { serverName }),
      chain: peerChain.map(({ der }) => new Uint8Array(der)),
    };
  }

  /** What is wrong with the other side's certificates. */
  get verifyFlags(): number {
    return this.negotiation.verifyFlags;
  }

  /** Goes on with the handshake. 0 when it is over. */
  handshake(): number {
    for (;;) {
      const flushed = this.layer.flush();
      if (flushed !== 0) return flushed;
      if (this.need === 'over') return 0;
      const answer = this.need === 'nothing' ? 0 : this.meet(this.need);
      // A number is an answer about a certificate only; as an answer about a message it says why there is none.
      if (typeof answer === 'number' && this.need !== 'nothing' && this.need.kind === 'message') return answer;
      const stepped = this.attempt(() => this.steps.next(answer));
      if (typeof stepped === 'number') return stepped;
      if (stepped.done === true) this.layer.finish();
      this.need = stepped.done === true ? 'over' : stepped.value;
    }
  }

  /** Reads data, after the handshake if it is not over. 0 at the end of the stream. */
  read(target: Uint8Array): number {
    const ready = this.isHandshakeOver ? 0 : this.handshake();
    if (ready !== 0) return ready;
    while (this.unreadBytes === 0) {
      const outcome = this.receive();
      if (outcome === TlsError.SSL_CONN_EOF) return 0;
      if (outcome !== 0) return outcome;
    }
    const count = this.unread.copy(target, 0, this.unreadStart);
    this.unreadStart += count;
    return count;
  }

  /** Sends data, after the handshake if it is not over. Sends no more than one record. */
  write(source: Uint8Array): number {
    const ready = this.isHandshakeOver ? 0 : this.handshake();
    if (ready !== 0) return ready;
    const flushed = this.layer.flush();
    if (flushed !== 0) return flushed;
    // Who has been told to wait comes back with the same bytes, which have gone now.
    if (this.sendingBytes === 0) {
      if (source.length > MAX_SENT_BYTES && this.configuration.transport === 'datagram') return TlsError.SSL_BAD_INPUT_DATA;
      this.sendingBytes = Math.min(source.length, MAX_SENT_BYTES);
      this.layer.sendData(source.subarray(0, this.sendingBytes));
      const sent = this.layer.flush();
      if (sent !== 0) return sent;
    }
    const sentBytes = this.sendingBytes;
    this.sendingBytes = 0;
    return sentBytes;
  }

  /** Tells the other side; whether it gets through does not matter any more. */
  sendAlert(description: AlertDescription, level: number = AlertLevel.fatal): void {
    this.layer.sendAlert(level, description);
    this.layer.flush();
  }

  private get unreadBytes(): number {
    return this.unread.length - this.unreadStart;
  }

  private meet(need: Need): Answer {
    if (need.kind === 'verdict') return this.ask(need.certificate, need.depth);
    for (;;) {
      const incoming = this.next();
      if (typeof incoming === 'number') return incoming;
      const alert = alertCode(incoming);
      if (alert !== 0) return alert;
      if (incoming.kind !== 'alert') return incoming;
    }
  }

  private next(): Incoming | number {
    for (;;) {
      const taken = this.attempt(() => this.layer.take());
      if (taken !== undefined) return taken;
      const fetched = this.layer.fetch();
      if (fetched !== 0) return fetched;
    }
  }

  /** Takes one message after the handshake. 0 if the next can be taken. */
  private receive(): number {
    const incoming = this.next();
    if (typeof incoming === 'number') return incoming;
    switch (incoming.kind) {
      case 'data':
        this.unread = incoming.content;
        this.unreadStart = 0;
        return 0;
      case 'alert':
        return alertCode(incoming);
      case 'handshake':
        return this.refuseRenegotiation(incoming.type);
      case 'changeCipherSpec':
        return this.configuration.transport === 'datagram' ? 0 : TlsError.SSL_UNEXPECTED_MESSAGE;
    }
  }

  private refuseRenegotiation(type: number): number {
    const asked = this.configuration.endpoint === 'client' ? MessageType.helloRequest : MessageType.clientHello;
    if (type !== asked) return this.configuration.transport === 'datagram' ? 0 : TlsError.SSL_UNEXPECTED_MESSAGE;
    this.layer.sendAlert(AlertLevel.warning, Alert.noRenegotiation);
    return this.layer.flush();
  }

  /** Runs what does not touch the transport; a failure becomes its code, after the other side has been told. */
  private attempt<T>(run: () => T): T | number {
    const outcome = outcomeOf(run);
    if (!(outcome instanceof TlsFailure)) return outcome;
    if (outcome.alert !== undefined) this.layer.sendAlert(AlertLevel.fatal, outcome.alert);
    this.layer.flush();
    return outcome.code;
  }
}

function outcomeOf<T>(run: () => T): T | TlsFailure {
  try {
    return run();
  } catch (error) {
    if (error instanceof TlsFailure) return error;
    throw error;
  }
}

/** 0 for an alert that means nothing to us, and for everything else. */
function alertCode(incoming: Incoming): number {
  if (incoming.kind !== 'alert') return 0;
  if (incoming.level === AlertLevel.fatal) return TlsError.SSL_FATAL_ALERT_MESSAGE;
  return incoming.description === Alert.closeNotify ? TlsError.SSL_PEER_CLOSE_NOTIFY : 0;
}
