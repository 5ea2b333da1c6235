/** What a board's tracebacks are in words. */
import { expect, it } from 'vitest';
import { fileError } from '../../../board/src/files/boardFileError';

function traceback(line: string): string {
  return `Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\n${line}\r\n`;
}

it.each([
  ['OSError: [Errno 2] ENOENT', 2, '/a cannot be read: there is no such file or folder on the board.'],
  ['OSError: [Errno 2] ENOENT: /a', 2, '/a cannot be read: there is no such file or folder on the board.'],
  ['OSError: 28', 28, '/a cannot be read: the flash of the board is full: remove files that are not needed.'],
  ['OSError: -84', -84, '/a cannot be read: error -84.'],
  ['OSError: 1', 1, '/a cannot be read: error EPERM.'],
  ["ImportError: no module named 'hashlib'", undefined, "/a cannot be read: ImportError: no module named 'hashlib'."],
  [
    'MemoryError: memory allocation failed, allocating 512 bytes',
    undefined,
    '/a cannot be read: the board has too little free memory. Reset it, then try again.',
  ],
  ['KeyboardInterrupt: ', undefined, '/a cannot be read: it was interrupted on the board.'],
])('%s', (line, errno, message) => {
  const error = fileError('read', '/a', traceback(line));
  expect([error.errno, error.message]).toEqual([errno, message]);
});
