/** Rules about a stream of bytes being taken for messages: one recv for all of an answer, and an answer sent before the question was read. */
import { constantText } from '../../analysis/constantText';
import { findSymbol } from '../../analysis/scopes';
import type { SourceFile } from '../../analysis/sourceFile';
import { walk, type Call, type Expression, type Node } from '../../syntax/ast';
import type { Rule } from '../rule';
import { isCallOf, loopAround } from './places';
import { socketVariables } from './socketVariables';

const READING = ['recv', 'recvfrom', 'read', 'readline', 'readinto', 'recv_into'];

/** The places that use the result of a call: the call itself, or the name that it alone is assigned to. */
function usesOfResult(call: Call, file: SourceFile): Expression[] {
  const assign = call.parent?.kind === 'attribute' && call.parent.name?.id === 'decode' ? call.parent.parent?.parent : call.parent;
  const target = assign?.kind === 'assign' && assign.targets.length === 1 ? assign.targets[0] : undefined;
  if (target?.kind !== 'name') return [call];
  const symbol = findSymbol(file.scopes.scopeOf(target), target.id);
  if (symbol?.bindings.length !== 1) return [];
  const uses: Expression[] = [];
  walk(symbol.scope.node, (node) => {
    if (node.kind === 'name' && node.id === symbol.name && node !== target && findSymbol(file.scopes.scopeOf(node), node.id) === symbol)
      uses.push(node);
    return true;
  });
  return uses;
}

/** The call that a value is given to, also as the text of its bytes; or the call of a method on that. */
function receivingCall(value: Expression): { readonly call: Call; readonly method: string | undefined } | undefined {
  const { parent } = value;
  if (parent?.kind === 'attribute' && parent.value === value && parent.parent?.kind === 'call' && parent.parent.callee === parent) {
    if (parent.name?.id === 'decode') return receivingCall(parent.parent);
    return { call: parent.parent, method: parent.name?.id };
  }
  const call: Node | undefined = parent?.kind === 'argument' ? parent.parent : undefined;
  return call?.kind === 'call' && call.args[0] === parent ? { call, method: undefined } : undefined;
}

export const partialMessage: Rule = {
  code: 'partial-message',
  severity: 'hint',
  check: ({ engine, file, report, shared }) => {
    for (const { calls: done, origins, isShared } of shared(socketVariables)) {
      const reads = done.filter(({ method }) => READING.includes(method));
      const [read] = reads;
      const isStream = origins.every((origin) => origin.isStream === true);
      if (read?.method !== 'recv' || reads.length !== 1 || isShared || !isStream || loopAround(read.call)) continue;
      const isWhole = usesOfResult(read.call, file).some((use) => {
        const receiver = receivingCall(use);
        if (!receiver) return false;
        const { call, method } = receiver;
        const first = call.args[0]?.value;
        if (method === undefined) return isCallOf(engine, call, 'json', 'loads');
        return ['split', 'partition'].includes(method) && first !== undefined && constantText(first).text === '\r\n\r\n';
      });
      if (!isWhole) continue;
      report({
        from: read.call.from,
        to: read.call.to,
        message:
          'One recv() gives what has arrived so far, often only the first 1440 bytes. Read until b"", or as many bytes as Content-Length says.',
      });
    }
  },
};

export const replyUnread: Rule = {
  code: 'reply-unread',
  severity: 'hint',
  check: ({ report, shared }) => {
    for (const { name, origins, calls: done, isShared } of shared(socketVariables)) {
      if (isShared || origins.length !== 1 || origins[0]?.kind !== 'accepted') continue;
      if (done.some(({ method }) => READING.includes(method)) || !done.some(({ method }) => method === 'close')) continue;
      const reply = done.find(({ call, method }) => {
        const data = call.args[0]?.value;
        return ['send', 'sendall', 'write'].includes(method) && data !== undefined && constantText(data).text.startsWith('HTTP/');
      });
      if (!reply) continue;
      report({
        from: reply.call.from,
        to: reply.call.to,
        message: `The request is never read. close() with unread bytes resets the connection, and the browser shows an error instead of the page: call ${name}.recv() before.`,
      });
    }
  },
};

export const MESSAGE_RULES: readonly Rule[] = [partialMessage, replyUnread];
