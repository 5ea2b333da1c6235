/** Builtins of CPython that a board lacks, each with what to use instead. */
const BY_NUMBER = 'Catch OSError and compare its errno with';

export const ABSENT_BUILTINS: ReadonlyMap<string, string> = new Map([
  ['ConnectionError', 'Catch OSError.'],
  ['ConnectionRefusedError', `${BY_NUMBER} errno.ECONNREFUSED.`],
  ['ConnectionResetError', `${BY_NUMBER} errno.ECONNRESET.`],
  ['ConnectionAbortedError', `${BY_NUMBER} errno.ECONNABORTED.`],
  ['BrokenPipeError', 'Catch OSError.'],
  ['TimeoutError', `${BY_NUMBER} errno.ETIMEDOUT; asyncio has asyncio.TimeoutError.`],
  ['BlockingIOError', `${BY_NUMBER} errno.EAGAIN.`],
  ['InterruptedError', 'Catch OSError.'],
  ['FileNotFoundError', `${BY_NUMBER} errno.ENOENT.`],
  ['FileExistsError', `${BY_NUMBER} errno.EEXIST.`],
  ['PermissionError', 'Catch OSError.'],
  ['IsADirectoryError', `${BY_NUMBER} errno.EISDIR.`],
  ['NotADirectoryError', 'Catch OSError.'],
  ['IOError', 'Catch OSError.'],
  ['UnicodeDecodeError', 'Catch UnicodeError.'],
  ['UnicodeEncodeError', 'Catch UnicodeError.'],
  ['ModuleNotFoundError', 'Catch ImportError.'],
  ['RecursionError', 'Catch RuntimeError.'],
  ['ascii', 'Use repr().'],
  ['format', 'Use the method format() of a text.'],
  ['vars', 'Use dir() and getattr().'],
]);
