/**
 * The state of a whole littlefs, of which each pair has a part: whether a move between two pairs is half done, and whether the list
 * of all pairs may not be right. It is nothing most of the time, and repaired before anything else is written otherwise.
 */
import { GLOBAL_BYTES, isSamePair, NO_ID, TagType, type Blocks, type Content, type Tag } from './content';

export interface GlobalState {
  readonly isListInDoubt: boolean;
  /** An entry that was moved away and is still there. */
  readonly move: { readonly blocks: Blocks; readonly id: number } | undefined;
}

const IN_DOUBT = 0x80000000;

export function readState(bytes: Uint8Array): GlobalState {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const word = view.getUint32(0, true);
  const hasMove = ((word >>> 20) & 0x7ff) === TagType.delete;
  const move = { blocks: [view.getUint32(4, true), view.getUint32(8, true)] as const, id: (word >>> 10) & NO_ID };
  return { isListInDoubt: (word & IN_DOUBT) !== 0, move: hasMove ? move : undefined };
}

function stateBytes({ isListInDoubt, move }: GlobalState): Uint8Array {
  const bytes = new Uint8Array(GLOBAL_BYTES);
  const view = new DataView(bytes.buffer);
  const moveWord = move ? (TagType.delete << 20) | (move.id << 10) : 0;
  view.setUint32(0, (moveWord | (isListInDoubt ? IN_DOUBT : 0)) >>> 0, true);
  view.setUint32(4, move?.blocks[0] ?? 0, true);
  view.setUint32(8, move?.blocks[1] ?? 0, true);
  return bytes;
}

export function combine(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from({ length: GLOBAL_BYTES }, (_, i) => parts.reduce((byte, part) => byte ^ (part[i] ?? 0), 0));
}

/** The tag that takes the state from one to another, in a pair; it also takes in the part of a pair that goes. */
export function stateTag(
  content: Content,
  change: { readonly from: GlobalState; readonly to: GlobalState; readonly absorbed?: Uint8Array },
): Tag[] {
  const part = combine(content.globalPart, stateBytes(change.from), stateBytes(change.to), change.absorbed ?? new Uint8Array(GLOBAL_BYTES));
  const isSame = part.every((byte, i) => byte === content.globalPart[i]);
  return isSame ? [] : [{ type: TagType.globalState, id: NO_ID, data: part }];
}

export function isMovedAway({ move }: GlobalState, blocks: Blocks, id: number): boolean {
  return move !== undefined && move.id === id && isSamePair(move.blocks, blocks);
}
