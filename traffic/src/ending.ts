/** How a conversation ended, in words that end a sentence: who did it decides what a message that is not complete means. */
import type { Conversation } from './conversation';

export function endingText(end: NonNullable<Conversation['end']>): string {
  switch (end) {
    case 'closed':
      return 'the other side has closed';
    case 'reset':
      return 'the other side has reset the connection';
    case 'script':
      return 'the script has closed the connection';
  }
}
