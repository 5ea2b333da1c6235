/**
 * Numbers of the protocol, and what a handshake and the traffic after it need of the layer that carries messages, be it
 * over a stream or over datagrams.
 */
import type { Protection } from './protection';

export const ContentType = { changeCipherSpec: 20, alert: 21, handshake: 22, applicationData: 23 } as const;

export const MessageType = {
  helloRequest: 0,
  clientHello: 1,
  serverHello: 2,
  helloVerifyRequest: 3,
  newSessionTicket: 4,
  certificate: 11,
  serverKeyExchange: 12,
  certificateRequest: 13,
  serverHelloDone: 14,
  certificateVerify: 15,
  clientKeyExchange: 16,
  finished: 20,
} as const;

export const Version = { tls12: 0x0303, dtls10: 0xfeff, dtls12: 0xfefd } as const;

export interface HandshakeMessage {
  readonly kind: 'handshake';
  readonly type: number;
  readonly body: Buffer;
  /** As it counts for the hash of the handshake. */
  readonly whole: Buffer;
}

export type Incoming =
  | HandshakeMessage
  | { readonly kind: 'changeCipherSpec' }
  | { readonly kind: 'alert'; readonly level: number; readonly description: number }
  | { readonly kind: 'data'; readonly content: Buffer };

/** Results are 0 or a negative code. */
export interface MessageLayer {
  readonly version: number;
  /** The next message of what was fetched; undefined if more must be fetched first. Fails where it makes no sense. */
  take(): Incoming | undefined;
  /** Reads from the transport as much as the next step needs. */
  fetch(): number;
  /** Queues a handshake message and returns it as it counts for the hash. */
  send(type: number, body: Uint8Array): Buffer;
  sendChangeCipherSpec(): void;
  sendAlert(level: number, description: number): void;
  /** Queues data; only when nothing is queued. */
  sendData(content: Uint8Array): void;
  /** Sends what is queued. */
  flush(): number;
  readonly hasQueued: boolean;
  /** When it wants to act although nothing has arrived, on the clock that it was given. */
  readonly deadlineMs: number;
  /** Whether a part of what was read waits to be looked at. */
  readonly hasPending: boolean;
  protectSending(protection: Protection): void;
  protectReceiving(protection: Protection): void;
  /** The handshake is over. */
  finish(): void;
}
