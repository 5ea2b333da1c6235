/**
 * The ESP32's error numbers (newlib's, not the PC's): one table for the simulator, and for every place that explains
 * an error to the user. Source of the numbers: newlib for the ESP32, lwIP's err_to_errno table, MicroPython's errno module.
 */
import { tlsErrorName } from './tlsErrors';

export const Errno = {
  EPERM: 1,
  ENOENT: 2,
  EIO: 5,
  EBADF: 9,
  EAGAIN: 11,
  ENOMEM: 12,
  EACCES: 13,
  EEXIST: 17,
  ENODEV: 19,
  ENOTDIR: 20,
  EISDIR: 21,
  EINVAL: 22,
  ENFILE: 23,
  ENOSPC: 28,
  EROFS: 30,
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
  MBEDTLS_ERR_X509_INVALID_FORMAT: -8576,
  MBEDTLS_ERR_X509_CERT_VERIFY_FAILED: -9984,
  MBEDTLS_ERR_PK_KEY_INVALID_FORMAT: -15616,
  'MBEDTLS_ERR_RSA_PUBLIC_FAILED+MBEDTLS_ERR_MPI_ALLOC_FAILED': -17040,
  MBEDTLS_ERR_SSL_INTERNAL_ERROR: -27648,
  MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE: -28160,
  MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION: -28288,
  MBEDTLS_ERR_SSL_BAD_INPUT_DATA: -28928,
  MBEDTLS_ERR_SSL_INVALID_MAC: -29056,
  MBEDTLS_ERR_SSL_INVALID_RECORD: -29184,
  MBEDTLS_ERR_SSL_CONN_EOF: -29312,
  MBEDTLS_ERR_SSL_DECODE_ERROR: -29440,
  MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE: -29824,
  MBEDTLS_ERR_SSL_UNSUPPORTED_EXTENSION: -29952,
  MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED: -30208,
  MBEDTLS_ERR_SSL_CA_CHAIN_REQUIRED: -30336,
  MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE: -30464,
  MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE: -30592,
  MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY: -30848,
  MBEDTLS_ERR_SSL_BAD_CERTIFICATE: -31232,
  MBEDTLS_ERR_SSL_ALLOC_FAILED: -32512,
} as const;

/** Every number that a script can meet, by name. */
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
