/**
 * The ESP32's error numbers (newlib's, not the PC's): one table for the simulator, and for every place that explains
 * an error to the user. Source of the numbers: newlib for the ESP32, lwIP's err_to_errno table, MicroPython's errno module.
 */
import { TlsError, tlsErrorName } from './tlsErrors';

export const Errno = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EBUSY: 16,
  EEXIST: 17,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  EFBIG: 27,
  ENOSPC: 28,
  EROFS: 30,
  ENAMETOOLONG: 36,
  ENOTEMPTY: 39,
  EOPNOTSUPP: 95,
  ECONNRESET: 104,
  ENOBUFS: 105,
  ECONNREFUSED: 111,
  EADDRINUSE: 112,
  ECONNABORTED: 113,
  ENETUNREACH: 114,
  ETIMEDOUT: 116,
  EHOSTUNREACH: 118,
  EINPROGRESS: 119,
  EALREADY: 120,
  EMSGSIZE: 122,
  EISCONN: 127,
  ENOTCONN: 128,
} as const;

export type ErrnoName = keyof typeof Errno;

/** Errors of name resolution: lwIP's EAI_ codes, negated, as `OSError.errno` gives them. */
export const ResolveErrno = {
  EAI_NONAME: -200,
  EAI_SERVICE: -201,
  EAI_FAIL: -202,
  EAI_MEMORY: -203,
  EAI_FAMILY: -204,
} as const;

/** Errors of TLS that a script can meet: mbedTLS's codes, of which `OSError` has the name as its second argument. */
export const TlsErrno = {
  MBEDTLS_ERR_X509_INVALID_FORMAT: TlsError.X509_INVALID_FORMAT,
  MBEDTLS_ERR_X509_CERT_VERIFY_FAILED: TlsError.X509_CERT_VERIFY_FAILED,
  MBEDTLS_ERR_PK_KEY_INVALID_FORMAT: TlsError.PK_KEY_INVALID_FORMAT,
  'MBEDTLS_ERR_RSA_PUBLIC_FAILED+MBEDTLS_ERR_MPI_ALLOC_FAILED': -17040,
  MBEDTLS_ERR_SSL_BAD_CONFIG: TlsError.SSL_BAD_CONFIG,
  MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER: TlsError.SSL_ILLEGAL_PARAMETER,
  MBEDTLS_ERR_SSL_TIMEOUT: TlsError.SSL_TIMEOUT,
  MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED: TlsError.SSL_HELLO_VERIFY_REQUIRED,
  MBEDTLS_ERR_SSL_INTERNAL_ERROR: TlsError.SSL_INTERNAL_ERROR,
  MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE: TlsError.SSL_HANDSHAKE_FAILURE,
  MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION: TlsError.SSL_BAD_PROTOCOL_VERSION,
  MBEDTLS_ERR_SSL_BAD_INPUT_DATA: TlsError.SSL_BAD_INPUT_DATA,
  MBEDTLS_ERR_SSL_INVALID_MAC: TlsError.SSL_INVALID_MAC,
  MBEDTLS_ERR_SSL_INVALID_RECORD: TlsError.SSL_INVALID_RECORD,
  MBEDTLS_ERR_SSL_CONN_EOF: TlsError.SSL_CONN_EOF,
  MBEDTLS_ERR_SSL_DECODE_ERROR: TlsError.SSL_DECODE_ERROR,
  MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE: TlsError.SSL_NO_CLIENT_CERTIFICATE,
  MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION: TlsError.SSL_UNSUPPORTED_EXTENSION,
  MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED: TlsError.SSL_PRIVATE_KEY_REQUIRED,
  MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED: TlsError.SSL_CA_CHAIN_REQUIRED,
  MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE: TlsError.SSL_UNEXPECTED_MESSAGE,
  MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE: TlsError.SSL_FATAL_ALERT_MESSAGE,
  MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: TlsError.SSL_PEER_CLOSE_NOTIFY,
  MBEDTLS_ERR_SSL_BAD_CERTIFICATE: TlsError.SSL_BAD_CERTIFICATE,
  MBEDTLS_ERR_SSL_ALLOC_FAILED: TlsError.SSL_ALLOC_FAILED,
} as const;

/** Every number that is explained, by name. */
export const KNOWN_ERRORS = { ...Errno, ...ResolveErrno, ...TlsErrno } as const;
export type KnownErrorName = keyof typeof KNOWN_ERRORS;

const names = new Map((Object.keys(KNOWN_ERRORS) as KnownErrorName[]).map((name) => [KNOWN_ERRORS[name] as number, name]));

/** Undefined for a number that has no explanation. */
export function knownErrorName(value: number): KnownErrorName | undefined {
  return names.get(value);
}

/** `ETIMEDOUT` for 116, `MBEDTLS_ERR_SSL_CONN_EOF` for -29312; undefined for a number that the ESP32 does not use. */
export function errnoName(value: number): string | undefined {
  return knownErrorName(value) ?? tlsErrorName(value);
}

/** `104 ECONNRESET`. */
export function errnoText(value: number): string {
  const name = errnoName(value);
  return name === undefined ? String(value) : `${value} ${name}`;
}

/** Not a failure: a socket that does not wait says with it that there is nothing to do yet. */
export function isNothingYet(errno: number): boolean {
  return errno === Errno.EAGAIN || errno === Errno.EINPROGRESS || errno === Errno.EALREADY;
}
