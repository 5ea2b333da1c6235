/** A run for a person to read: each connection as a whole, and what was said over it, a line for each message. Whatever was sent, it is text. */
import { type ConnectionSummary, Connections, type DecodedConversation, errnoText } from '../../../shared/src';
import { conversationsOf } from '../conversations';
import { decodeConversation } from '../decode';
import type { RecordedRun } from '../recordedRun';

/** In pieces, connection by connection. */
export async function* runSummary(run: RecordedRun): AsyncGenerator<string> {
  const connections = new Connections();
  let gaps = 0;
  let operations = 0;
  for (const entry of run.entries) {
    if (entry.kind === 'gap') gaps += entry.count;
    else {
      operations += 1;
      connections.add(entry.record);
    }
  }
  yield `${heading(run)}\n${operations} operations, ${connections.count} sockets${gaps > 0 ? `, ${gaps} operations not recorded` : ''}\n`;
  const conversations = new Map((await conversationsOf(run)).map((conversation) => [conversation.socket, conversation]));
  for (const connection of connections.all()) {
    yield `\n${summaryLine(connection)}\n`;
    const conversation = conversations.get(connection.socket);
    if (conversation) yield messageLines(await decodeConversation(conversation));
  }
}

function heading({ facts: { script, target, startedAt } }: RecordedRun): string {
  const where = target === '' ? '' : ` on ${target}`;
  return visible(`${script}${where}, ${new Date(startedAt).toISOString()}`);
}

function summaryLine(connection: ConnectionSummary): string {
  const { socket, transport, role, peer, address, isTls, sentBytes, receivedBytes, startMs, endMs, closedBy, errno } = connection;
  const parts = [
    `#${socket} ${isTls ? 'TLS' : transport.toUpperCase()}`,
    role === 'none' ? 'unused' : role,
    `${peer}${address === undefined ? '' : ` (${address})`}`,
    `sent ${sentBytes} B, received ${receivedBytes} B`,
    `${seconds(startMs)} to ${seconds(endMs)}`,
    closedBy === undefined ? connection.state : { script: 'closed by the script', peer: 'closed by the peer', reset: 'reset' }[closedBy],
    errno === undefined ? '' : errnoText(errno),
  ];
  return visible(parts.filter((part) => part !== '').join('  '));
}

function messageLines({ messages, tls, problem }: DecodedConversation): string {
  const facts = (tls?.facts ?? []).map(([name, value]) => `   ${name}: ${value}`);
  const lines = messages.map((message) => {
    const { direction, title, timeMs, sizeBytes, body } = message;
    const what = body?.kind === 'text' && body.text !== '' ? `  ${beginning(body.text)}` : '';
    const trouble = message.problem === undefined ? '' : `  (${message.problem})`;
    return `   ${direction === 'out' ? '→' : '←'} ${seconds(timeMs[0])}  ${title}  ${sizeBytes} B${what}${trouble}`;
  });
  const rest = problem === undefined ? [] : [`   (${problem})`];
  return [...facts, ...lines, ...rest].map((line) => `${visible(line)}\n`).join('');
}

const PREVIEW_CHARACTERS = 60;

function beginning(text: string): string {
  const line = text
    .slice(0, 4 * PREVIEW_CHARACTERS)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > PREVIEW_CHARACTERS ? `${line.slice(0, PREVIEW_CHARACTERS)}…` : line;
}

function seconds(timeMs: number): string {
  return `${(timeMs / 1000).toFixed(3)} s`;
}

/** A terminal would obey these characters, or show other text than there is; so they are written as they are in a string. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
