/** Reads the words of `fs …`: what to do with the files of a board at a port. */

export type FsAction =
  | { readonly action: 'ls' | 'sha256sum' | 'cat' | 'mkdir'; readonly paths: readonly string[] }
  | { readonly action: 'rm'; readonly paths: readonly string[]; readonly isRecursive: boolean }
  | { readonly action: 'df' }
  /** Those on the board begin with `:`. */
  | { readonly action: 'cp'; readonly sources: readonly string[]; readonly target: string; readonly isRecursive: boolean };

const ACTIONS = ['ls', 'cat', 'cp', 'rm', 'mkdir', 'df', 'sha256sum'] as const;

export interface FsWords {
  readonly words: readonly string[];
  readonly isRecursive: boolean;
}

/** The action, or what is wrong with it. */
export function readFsArguments({ words: [action, ...operands], isRecursive }: FsWords): FsAction | { readonly problem: string } {
  const known = ACTIONS.find((name) => name === action);
  if (known === undefined)
    return { problem: action === undefined ? `fs wants one of ${ACTIONS.join(', ')}` : `fs knows ${ACTIONS.join(', ')}, not "${action}"` };
  if (isRecursive && known !== 'cp' && known !== 'rm') return { problem: `-r has no meaning for "fs ${known}"` };
  switch (known) {
    case 'df':
      return operands[0] === undefined ? { action: 'df' } : { problem: `fs df has no use for "${operands[0]}"` };
    case 'ls':
      return { action: 'ls', paths: operands.length > 0 ? operands.map(withoutMark) : ['/'] };
    case 'cp':
      return readCopy(operands, isRecursive);
    case 'rm':
      return operands.length > 0
        ? { action: 'rm', paths: operands.map(withoutMark), isRecursive }
        : { problem: 'fs rm wants the name of a file' };
    default:
      return operands.length > 0
        ? { action: known, paths: operands.map(withoutMark) }
        : { problem: `fs ${known} wants the name of a ${known === 'mkdir' ? 'folder' : 'file'}` };
  }
}

/** Whether a word of `cp` names a place on the board. */
export function isOnBoard(path: string): boolean {
  return path.startsWith(':');
}

/** Elsewhere only the board's files can be meant. */
export function withoutMark(path: string): string {
  return path.replace(/^:/, '');
}

function readCopy(operands: readonly string[], isRecursive: boolean): FsAction | { readonly problem: string } {
  const target = operands.at(-1);
  const sources = operands.slice(0, -1);
  if (target === undefined || sources.length === 0)
    return { problem: 'fs cp wants what to copy, and where; places on the board begin with ":"' };
  const local = sources.filter((source) => !isOnBoard(source));
  if (local.length > 0 && local.length < sources.length) return { problem: 'fs cp copies to the board or from it, not both at once' };
  if (isOnBoard(target) !== local.length > 0)
    return {
      problem: isOnBoard(target) ? 'fs cp does not copy on the board itself' : 'fs cp wants a place on the board: begin it with ":"',
    };
  return { action: 'cp', sources, target, isRecursive };
}
