/**
 * What the bytes of a connection mean, as the panel shows it: a conversation is a list of messages in the order in which they began.
 * Decoders make it from records, and never from anything else; what cannot be understood is said, not guessed.
 */

export type DecodedProtocol = 'http' | 'websocket' | 'mqtt' | 'dns' | 'tls' | 'unknown';

/** A name and what it is, e.g. a header. */
export type Fact = readonly [name: string, value: string];

export type DecodedBody =
  | {
      readonly kind: 'text';
      /** How it is to be coloured, if at all. */
      readonly language: 'json' | 'html' | 'xml' | 'css' | 'javascript' | 'text';
      /** In the encoding that the message names, pretty if it is JSON; perhaps only the beginning. */
      readonly text: string;
      readonly sizeBytes: number;
      readonly isCut: boolean;
    }
  | { readonly kind: 'image'; readonly mediaType: string; readonly bytes: Uint8Array }
  /** Anything else: the beginning of it. */
  | { readonly kind: 'binary'; readonly bytes: Uint8Array; readonly sizeBytes: number; readonly isCut: boolean };

export interface DecodedMessage {
  readonly protocol: DecodedProtocol;
  readonly direction: 'in' | 'out';
  /** One line: `GET /index.html`, `200 OK`, `PUBLISH sensors/temp`, `text, 12 bytes`. */
  readonly title: string;
  /** Indexes of the rows that carried it, first and last. */
  readonly rows: readonly [first: number, last: number];
  /** When its first and its last byte passed, in milliseconds since the start of the run. */
  readonly timeMs: readonly [first: number, last: number];
  readonly sizeBytes: number;
  readonly facts: readonly Fact[];
  readonly body?: DecodedBody;
  /** What is wrong with it, or missing, and why, e.g. `ends after 512 of 2048 bytes: the other side has closed`. */
  readonly problem?: string;
}

/** A request and what answered it, in numbers and in other people's words. */
export interface HttpExchange {
  /** Position of the request in `messages`. */
  readonly request: number;
  /** Absent while there is none. */
  readonly response?: number;
  readonly method: string;
  readonly url: string;
  readonly status?: number;
  readonly reason?: string;
  /** From the last byte of the request to the first of the answer. */
  readonly firstByteMs?: number;
  /** From the first byte of the request to the last of the answer. */
  readonly totalMs?: number;
  /** Of the answer's body as it was sent. */
  readonly bodyBytes?: number;
  /** The request as a curl command line, and as a MicroPython script. */
  readonly curl: string;
  readonly micropython: string;
}

export interface DecodedConversation {
  readonly protocol: DecodedProtocol;
  readonly messages: readonly DecodedMessage[];
  readonly exchanges: readonly HttpExchange[];
  /** Of a TLS connection: version, suite, and each certificate of the chain. */
  readonly tls?: { readonly facts: readonly Fact[]; readonly certificates: readonly (readonly Fact[])[] };
  /** Why the rest is not decoded. */
  readonly problem?: string;
}

/**
 * A piece of a decoded conversation on its way to the page. It is text already, so that nobody on the way has to copy objects: JSON in
 * UTF-8 of a `PartContent`.
 */
export interface DecodedPart {
  /** What came before it is of an older answer. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly json: Uint8Array<ArrayBuffer>;
  /** Those that the bodies of its messages lack, in their order. */
  readonly bytes: readonly Uint8Array<ArrayBuffer>[];
}

export interface PartContent extends Pick<DecodedConversation, 'messages' | 'exchanges'> {
  /** The rest of the conversation; null in all parts but the first. */
  readonly head: Omit<DecodedConversation, 'messages' | 'exchanges'> | null;
}
