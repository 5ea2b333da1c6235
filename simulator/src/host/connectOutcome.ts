/** Turns the PC's network errors into what lwIP on the ESP32 would have reported. Pure. */
import { Errno } from '../../../shared/src';

/** lwIP sends SYN 12 times, 1.5 s apart, and gives up. It pays no heed to ICMP, so nothing can cut this short. */
export const CONNECT_GIVE_UP_MS = 18_000;

/** `silence`: nobody answered, which is `ECONNABORTED` when lwIP gives up. */
export type ConnectFailure = { readonly kind: 'now'; readonly errno: number } | { readonly kind: 'silence' };

/** What the failure of a connection attempt means. `code` is Node's error code. */
export function connectFailure(code: string | undefined): ConnectFailure {
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
      return { kind: 'now', errno: Errno.ECONNRESET };
    case 'EHOSTUNREACH':
    case 'EHOSTDOWN':
    case 'ETIMEDOUT':
    case 'EACCES':
    case 'EPERM':
      return { kind: 'silence' };
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOBUFS':
    case 'ENOMEM':
      return { kind: 'now', errno: Errno.ENOBUFS };
    default:
      return { kind: 'now', errno: Errno.EHOSTUNREACH };
  }
}

/** What the next call on an established connection gets after it broke. */
export function brokenConnectionErrno(code: string | undefined): number {
  switch (code) {
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'ENETDOWN':
      return Errno.ECONNABORTED;
    default:
      return Errno.ECONNRESET;
  }
}
