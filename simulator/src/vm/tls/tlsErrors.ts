/** What a script gets for a code of the TLS library: MicroPython's extmod/modtls_mbedtls.c has the exceptions from the rule. */
import { Errno, TlsError, tlsErrorText } from '../../../../shared/src';
import type { Vm } from '../vm';

/** Codes nearer to zero are errnos of the stream underneath, negated. */
const FIRST_TLS_CODE = -256;

export function raiseTlsError({ errors, objects, heapLock }: Vm, code: number): never {
  if (code === TlsError.SSL_ALLOC_FAILED) return errors.os(Errno.ENOMEM);
  if (code === TlsError.PK_BAD_INPUT_DATA) return errors.value('invalid key');
  if (code === TlsError.X509_BAD_INPUT_DATA) return errors.value('invalid cert');
  if (code < 0 && code > FIRST_TLS_CODE) return errors.os(-code);
  if (heapLock.isLocked) return errors.os(code);
  return errors.raise('OSError', objects.int(code), objects.keep(objects.str(tlsErrorText(code))));
}
