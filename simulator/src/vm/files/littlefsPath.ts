/**
 * Finds what a path means, as littlefs's lfs_dir_find does: `.` is passed over, `name/..` is nothing even if there is no
 * such name, `..` above the root is an error, and a slash after the name of a file is one too.
 */
import { Errno } from '../../../../shared/src';
import type { BoardFiles } from './boardFiles';
import { MAX_NAME_BYTES } from './flashSpace';
import { partsOf } from './littlefsNames';
import type { FileStatus } from './projectFiles';

export type Lookup =
  | { readonly kind: 'found'; readonly path: string; readonly status: FileStatus }
  /** Its folder is there. */
  | { readonly kind: 'missing'; readonly path: string; readonly isNamedAsFolder: boolean; readonly isNameTooLong: boolean }
  | { readonly kind: 'failed'; readonly errno: number };

const ROOT: FileStatus = { isFolder: true, sizeBytes: 0, modifiedMs: 0 };

/** `text` begins with a slash. */
export function lookUp(files: BoardFiles, text: string): Lookup {
  const parts = partsOf(text);
  if (!parts) return { kind: 'failed', errno: Errno.EINVAL };
  let path = '';
  let status = ROOT;
  for (const [i, { name, end }] of parts.entries()) {
    if (!status.isFolder) return { kind: 'failed', errno: Errno.ENOTDIR };
    path += `/${name}`;
    const rest = text.slice(end);
    const found = files.status(path);
    if (!found) {
      if (i < parts.length - 1 || !/^\/*$/.test(rest)) return { kind: 'failed', errno: Errno.ENOENT };
      return { kind: 'missing', path, isNamedAsFolder: rest !== '', isNameTooLong: Buffer.byteLength(name) > MAX_NAME_BYTES };
    }
    if (!found.isFolder && rest !== '') return { kind: 'failed', errno: Errno.ENOTDIR };
    status = found;
  }
  return { kind: 'found', path: path === '' ? '/' : path, status };
}
