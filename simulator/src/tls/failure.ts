/**
 * How a handshake ends badly: the code that the script gets and the alert that the other side gets. Thrown inside the
 * engine only, where nothing of the VM is on the stack, and turned into a result at its edge.
 */
export const Alert = {
  closeNotify: 0,
  unexpectedMessage: 10,
  badRecordMac: 20,
  handshakeFailure: 40,
  badCertificate: 42,
  unsupportedCertificate: 43,
  certificateRevoked: 44,
  certificateExpired: 45,
  certificateUnknown: 46,
  illegalParameter: 47,
  unknownCa: 48,
  accessDenied: 49,
  decodeError: 50,
  decryptError: 51,
  protocolVersion: 70,
  noRenegotiation: 100,
  unsupportedExtension: 110,
} as const;

export type AlertDescription = (typeof Alert)[keyof typeof Alert];

export const AlertLevel = { warning: 1, fatal: 2 } as const;

export class TlsFailure extends Error {
  constructor(
    /** A code of Mbed TLS. */
    readonly code: number,
    /** Absent where Mbed TLS says nothing to the other side. */
    readonly alert?: AlertDescription,
  ) {
    super(`TLS failure ${code}`);
  }
}
