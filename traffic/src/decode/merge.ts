/** The messages of both ways in the order in which they began, and no more of them than are wanted. */
import type { DecodedMessage } from '../../../shared/src';

export interface Messages {
  readonly messages: readonly DecodedMessage[];
  readonly problem?: string;
}

export function merge(one: readonly DecodedMessage[], other: readonly DecodedMessage[], limit: number): Messages {
  const all = [...one, ...other].sort((a, b) => a.rows[0] - b.rows[0]);
  return all.length <= limit
    ? { messages: all }
    : { messages: all.slice(0, limit), problem: `only the first ${limit} messages are decoded` };
}
