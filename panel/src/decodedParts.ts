/** Puts a decoded conversation together from the parts in which it comes. Each is read by itself, so that none takes the page long. */
import type { DecodedBody, DecodedConversation, DecodedMessage, DecodedPart, HttpExchange, PartContent } from '../../shared/src';

export class DecodedParts {
  private head: PartContent['head'] = null;
  private messages: DecodedMessage[] = [];
  private exchanges: HttpExchange[] = [];

  /** The conversation, once its last part is there. */
  add({ isFirst, isLast, json, bytes }: DecodedPart): DecodedConversation | undefined {
    const content = JSON.parse(new TextDecoder().decode(json)) as PartContent;
    if (isFirst) {
      this.head = content.head;
      this.messages = [];
      this.exchanges = [];
    }
    let next = 0;
    for (const message of content.messages) {
      const { body } = message;
      const needsBytes = body !== undefined && body.kind !== 'text';
      this.messages.push(needsBytes ? { ...message, body: withBytes(body, bytes[next++]) } : message);
    }
    for (const exchange of content.exchanges) this.exchanges.push(exchange);
    // Parts of which the first went to a page that is no more say nothing.
    return isLast && this.head ? { ...this.head, messages: this.messages, exchanges: this.exchanges } : undefined;
  }
}

function withBytes(body: Exclude<DecodedBody, { kind: 'text' }>, bytes = new Uint8Array(0)): DecodedBody {
  return { ...body, bytes };
}
