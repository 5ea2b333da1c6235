/** What a board says when something with its files fails, in words. */
import { errnoName, Errno } from '../../../shared/src';
import { causeOf, errnoOf } from '../repl/traceback';

export class BoardFileError extends Error {
  constructor(
    /** The board's own number; undefined when the error was none of its file system. */
    readonly errno: number | undefined,
    message: string,
  ) {
    super(message);
  }
}

const TEXTS: Readonly<Record<number, string>> = {
  [Errno.ENOENT]: 'there is no such file or folder on the board',
  [Errno.EEXIST]: 'it exists already',
  [Errno.ENOTDIR]: 'a part of the path is a file',
  [Errno.EISDIR]: 'it is a folder',
  [Errno.ENOSPC]: 'the flash of the board is full: remove files that are not needed',
  [Errno.EROFS]: 'the file system of the board can only be read',
  [Errno.ENOTEMPTY]: 'the folder is not empty',
  [Errno.ENAMETOOLONG]: 'the name is too long',
  [Errno.ENODEV]: 'the board has no file system there',
  [Errno.EIO]: 'the flash of the board cannot be read or written',
};

/** From the traceback with which the board answered. */
export function fileError(action: string, path: string, traceback: string): BoardFileError {
  const cause = causeOf(traceback);
  const errno = errnoOf(cause);
  if (/^MemoryError/.test(cause))
    return new BoardFileError(undefined, `${path} cannot be ${action}: the board has too little free memory. Reset it, then try again.`);
  if (/^KeyboardInterrupt/.test(cause))
    return new BoardFileError(undefined, `${path} cannot be ${action}: it was interrupted on the board.`);
  const text = errno === undefined ? cause : (TEXTS[errno] ?? `error ${errnoName(errno) ?? errno}`);
  return new BoardFileError(errno, `${path} cannot be ${action}: ${text}.`);
}
