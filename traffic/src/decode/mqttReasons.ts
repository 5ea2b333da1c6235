/** What the numbers mean with which an MQTT broker or client answers: return codes of version 3.1.1 and reason codes of version 5. */

const RETURN_CODES: Readonly<Record<number, string>> = {
  0: 'accepted',
  1: 'refused: this version of the protocol is not supported',
  2: 'refused: the client identifier is not allowed',
  3: 'refused: the service is not available',
  4: 'refused: bad user name or password',
  5: 'refused: not authorized',
};

const REASON_CODES: Readonly<Record<number, string>> = {
  0x00: 'success',
  0x01: 'granted QoS 1',
  0x02: 'granted QoS 2',
  0x04: 'disconnect, and send the will',
  0x10: 'no subscriber has matched',
  0x11: 'there was no such subscription',
  0x18: 'continue the authentication',
  0x19: 'authenticate again',
  0x80: 'unspecified error',
  0x81: 'malformed packet',
  0x82: 'protocol error',
  0x83: 'refused for a reason of its own',
  0x84: 'this version of the protocol is not supported',
  0x85: 'the client identifier is not valid',
  0x86: 'bad user name or password',
  0x87: 'not authorized',
  0x88: 'the server is not available',
  0x89: 'the server is busy',
  0x8a: 'banned',
  0x8b: 'the server is shutting down',
  0x8c: 'bad authentication method',
  0x8d: 'keep alive timeout',
  0x8e: 'another client took over with the same identifier',
  0x8f: 'the topic filter is not valid',
  0x90: 'the topic name is not valid',
  0x91: 'the packet identifier is in use',
  0x92: 'the packet identifier is not known',
  0x93: 'more packets at once than were allowed',
  0x94: 'the topic alias is not valid',
  0x95: 'packet too large',
  0x96: 'messages come too fast',
  0x97: 'a quota is used up',
  0x98: 'closed by an administrator',
  0x99: 'the payload is not in the format that is named',
  0x9a: 'retained messages are not supported',
  0x9b: 'this QoS is not supported',
  0x9c: 'use another server',
  0x9d: 'the server has moved',
  0x9e: 'shared subscriptions are not supported',
  0x9f: 'connections come too fast',
  0xa0: 'the connection lasted as long as it may',
  0xa1: 'subscription identifiers are not supported',
  0xa2: 'wildcards are not supported',
};

/** Of CONNACK in version 3.1.1. */
export function returnCodeText(code: number): string {
  return RETURN_CODES[code] ?? `return code ${code}, which does not exist`;
}

/** Of version 5; from 0x80 on it is an error. */
export function reasonCodeText(code: number): string {
  return REASON_CODES[code] ?? `reason code ${code}`;
}

/** What SUBACK says of one subscription. */
export function grantedText(code: number): string {
  return code < 0x80 ? `QoS ${code}` : code === 0x80 ? 'refused' : `refused: ${reasonCodeText(code)}`;
}
