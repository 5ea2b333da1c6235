/**
 * The ESP32's error numbers (newlib's, not the PC's): one table for the simulator, and for every place that explains
 * an error to the user. Source of the numbers: newlib for the ESP32, lwIP's err_to_errno table, MicroPython's errno module.
 */
import { tlsErrorName } from './tlsErrors';

export const Errno = {
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

const names = new Map<number, string>([...Object.entries(Errno), ...Object.entries(ResolveErrno)].map(([name, value]) => [value, name]));

/** `ETIMEDOUT` for 116, `MBEDTLS_ERR_SSL_CONN_EOF` for -29312; undefined for a number that the ESP32 does not use. */
export function errnoName(value: number): string | undefined {
  return names.get(value) ?? tlsErrorName(value);
}
