/**
 * The error codes of Mbed TLS 3.6, the library that does TLS on an ESP32: one table for the simulator, which raises them
 * as `OSError(code, name)`, and for every place that shows a record. A code is the sum of a high and a low part; scripts
 * see the names of both, joined with a plus sign.
 */
export const TlsError = {
  SSL_CRYPTO_IN_PROGRESS: -0x7000,
  SSL_FEATURE_UNAVAILABLE: -0x7080,
  SSL_BAD_INPUT_DATA: -0x7100,
  SSL_INVALID_MAC: -0x7180,
  SSL_INVALID_RECORD: -0x7200,
  SSL_CONN_EOF: -0x7280,
  SSL_DECODE_ERROR: -0x7300,
  SSL_NO_RNG: -0x7400,
  SSL_NO_CLIENT_CERTIFICATE: -0x7480,
  SSL_UNSUPPORTED_EXTENSION: -0x7500,
  SSL_NO_APPLICATION_PROTOCOL: -0x7580,
  SSL_PRIVATE_KEY_REQUIRED: -0x7600,
  SSL_CA_CHAIN_REQUIRED: -0x7680,
  SSL_UNEXPECTED_MESSAGE: -0x7700,
  SSL_FATAL_ALERT_MESSAGE: -0x7780,
  SSL_UNRECOGNIZED_NAME: -0x7800,
  SSL_PEER_CLOSE_NOTIFY: -0x7880,
  SSL_BAD_CERTIFICATE: -0x7a00,
  SSL_ALLOC_FAILED: -0x7f00,
  SSL_BAD_PROTOCOL_VERSION: -0x6e80,
  SSL_HANDSHAKE_FAILURE: -0x6e00,
  SSL_SESSION_TICKET_EXPIRED: -0x6d80,
  SSL_PK_TYPE_MISMATCH: -0x6d00,
  SSL_UNKNOWN_IDENTITY: -0x6c80,
  SSL_INTERNAL_ERROR: -0x6c00,
  SSL_COUNTER_WRAPPING: -0x6b80,
  SSL_HELLO_VERIFY_REQUIRED: -0x6a80,
  SSL_BUFFER_TOO_SMALL: -0x6a00,
  SSL_WANT_READ: -0x6900,
  SSL_WANT_WRITE: -0x6880,
  SSL_TIMEOUT: -0x6800,
  SSL_CLIENT_RECONNECT: -0x6780,
  SSL_UNEXPECTED_RECORD: -0x6700,
  SSL_ILLEGAL_PARAMETER: -0x6600,
  SSL_BAD_CONFIG: -0x5e80,
  X509_INVALID_FORMAT: -0x2180,
  X509_CERT_VERIFY_FAILED: -0x2700,
  X509_CERT_UNKNOWN_FORMAT: -0x2780,
  X509_BAD_INPUT_DATA: -0x2800,
  X509_ALLOC_FAILED: -0x2880,
  X509_FATAL_ERROR: -0x3000,
  PK_ALLOC_FAILED: -0x3f80,
  PK_TYPE_MISMATCH: -0x3f00,
  PK_BAD_INPUT_DATA: -0x3e80,
  PK_KEY_INVALID_FORMAT: -0x3d00,
  RSA_INVALID_PADDING: -0x4100,
  RSA_PUBLIC_FAILED: -0x4280,
  RSA_PRIVATE_FAILED: -0x4300,
  RSA_VERIFY_FAILED: -0x4380,
  ECP_BAD_INPUT_DATA: -0x4f80,
  ECP_VERIFY_FAILED: -0x4e00,
  ECP_INVALID_KEY: -0x4c80,
  PEM_NO_HEADER_FOOTER_PRESENT: -0x1080,
  ASN1_OUT_OF_DATA: -0x60,
  ASN1_UNEXPECTED_TAG: -0x62,
  ASN1_INVALID_LENGTH: -0x64,
  ASN1_LENGTH_MISMATCH: -0x66,
  MPI_ALLOC_FAILED: -0x10,
  ERROR_GENERIC_ERROR: -0x01,
  ERROR_CORRUPTION_DETECTED: -0x6e,
} as const;

const PREFIX = 'MBEDTLS_ERR_';
/** The bits of the high part. */
const HIGH_PART = 0xff80;
/** Codes nearer to zero than this are errnos of the socket underneath. */
const FIRST_TLS_CODE = -256;

const names = new Map<number, string>(Object.entries(TlsError).map(([name, code]) => [code, name]));

/** The text that a script sees beside the code. */
export function tlsErrorText(code: number): string {
  const size = Math.abs(code);
  const high = size & HIGH_PART;
  const low = size & ~HIGH_PART;
  // An alert carries its own meaning; nothing is added to it.
  if (high === -TlsError.SSL_FATAL_ALERT_MESSAGE) return partText(high);
  return [high, low]
    .filter((part) => part !== 0)
    .map(partText)
    .join('+');
}

/** `MBEDTLS_ERR_SSL_CONN_EOF` for -29312; undefined for a number that is no error of TLS. */
export function tlsErrorName(code: number): string | undefined {
  return code <= FIRST_TLS_CODE && names.has(-(Math.abs(code) & HIGH_PART)) ? tlsErrorText(code) : undefined;
}

function partText(part: number): string {
  return PREFIX + (names.get(-part) ?? `UNKNOWN (0x${part.toString(16).toUpperCase().padStart(4, '0')})`);
}
