/** Messages of both ways in the order in which they began, which is that of their first rows: a row goes one way only. */
import type { DecodedMessage } from '../../../shared/src';

export interface Messages {
  readonly messages: readonly DecodedMessage[];
  readonly problem?: string;
}

/** No more than are wanted. */
export function merge(one: readonly DecodedMessage[], other: readonly DecodedMessage[], limit: number): Messages {
  const { order } = inOrder([...one, ...other]);
  return order.length <= limit
    ? { messages: order }
    : { messages: order.slice(0, limit), problem: `only the first ${limit} messages are decoded` };
}

/** `moved` tells where each went. */
export function inOrder(messages: readonly DecodedMessage[]): {
  readonly order: readonly DecodedMessage[];
  readonly moved: readonly number[];
} {
  const indexes = messages.map((_, index) => index);
  const isSorted = messages.every(({ rows: [first] }, index) => index === 0 || (messages[index - 1]?.rows[0] ?? 0) <= first);
  if (isSorted) return { order: messages, moved: indexes };
  indexes.sort((one, other) => (messages[one]?.rows[0] ?? 0) - (messages[other]?.rows[0] ?? 0) || one - other);
  const moved: number[] = [];
  indexes.forEach((index, place) => (moved[index] = place));
  return { order: indexes.flatMap((index) => messages[index] ?? []), moved };
}
