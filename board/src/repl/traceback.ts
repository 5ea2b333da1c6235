/** What the last line of a board's traceback says: which exception it was. */

/** `OSError: [Errno 104] ECONNRESET`, `OSError: -202`, `OSError: (-30592, 'MBEDTLS_ERR_…')` */
const ERRNO = /^OSError: (?:\[Errno (-?\d+)\]|\(?(-?\d+))/;

export function causeOf(traceback: string): string {
  return traceback.trimEnd().split(/\r?\n/).at(-1) ?? '';
}

/** The number of an OSError; undefined for other exceptions, and for one with a text. */
export function errnoOf(cause: string): number | undefined {
  const [, bracketed, bare] = ERRNO.exec(cause) ?? [];
  const number = bracketed ?? bare;
  return number === undefined ? undefined : Number(number);
}
