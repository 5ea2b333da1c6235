/** Rules about what loops do to sockets and Wi-Fi: a try that is repeated with what the first one used up, and what nobody closes. */
import { enclosing, walk, type Node } from '../../syntax/ast';
import { findSymbol } from '../../analysis/scopes';
import type { Rule } from '../rule';
import { calls } from '../sites';
import { callsIn, calledName, isCallOf, isInside, loopAround } from './places';
import { socketVariables } from './socketVariables';

function contains(root: Node, kind: Node['kind']): boolean {
  let isFound = false;
  walk(root, (node) => {
    if (node.kind === kind) isFound = true;
    return !isFound;
  });
  return isFound;
}

export const reconnectSocket: Rule = {
  code: 'reconnect-socket',
  severity: 'warning',
  check: ({ report, shared }) => {
    for (const { name, origins, calls: done } of shared(socketVariables)) {
      const [origin] = origins;
      if (origins.length !== 1 || origin?.kind !== 'created' || origin.isStream !== true) continue;
      if (done.some(({ method }) => method === 'setblocking' || method === 'settimeout')) continue;
      for (const { call, method } of done) {
        const loop = loopAround(call);
        if (method !== 'connect' || !loop || isInside(origin.call, loop)) continue;
        if (enclosing(call, 'function', 'lambda') !== enclosing(origin.call, 'function', 'lambda')) continue;
        const attempt = enclosing(call, 'try');
        const isRetried = attempt !== undefined && isInside(attempt, loop);
        const isClosed = done.some((other) => other.method === 'close' && isInside(other.call, loop));
        if (!isRetried && !isClosed) continue;
        report({
          from: call.from,
          to: call.to,
          message: `After a connect() that failed, or after close(), ${name} cannot connect again: OSError 128 or 9. Make a new socket in the loop.`,
          related: [{ from: origin.call.from, to: origin.call.to, message: 'Made here, once.' }],
        });
      }
    }
  },
};

export const wifiReconnect: Rule = {
  code: 'wifi-reconnect',
  severity: 'hint',
  check: ({ engine, file, report }) => {
    for (const { call } of calls(engine, file, 'WLAN', ['connect'])) {
      const loop = loopAround(call);
      if (!loop || contains(loop, 'break') || contains(loop, 'return')) continue;
      // A test around the call, a wait after it and a disconnect are all ways to be careful.
      const test = enclosing(call, 'if', 'conditional');
      if (test && isInside(test, loop)) continue;
      const isCareful = callsIn(loop).some((other) => {
        const name = calledName(other);
        if (name === 'disconnect' || name === 'active' || name === 'status') return true;
        return name === 'isconnected' && !(loop.kind === 'while' && isInside(other, loop.test));
      });
      if (isCareful) continue;
      report({
        from: call.from,
        to: call.to,
        message:
          'While the board still connects, another connect() fails with "Wifi Internal Error". Call it once before the loop: the board tries again by itself.',
      });
    }
  },
};

/** What an answer has before its body; reading the body closes the connection. */
const HEAD = ['status_code', 'reason', 'headers', 'encoding'];

export const responseNotClosed: Rule = {
  code: 'response-not-closed',
  severity: 'hint',
  check: ({ engine, file, report }) => {
    for (const call of callsIn(file.source.module, (candidate) => loopAround(candidate) !== undefined)) {
      const assign = call.parent;
      const target = assign?.kind === 'assign' && assign.targets.length === 1 ? assign.targets[0] : undefined;
      if (target?.kind !== 'name' || !isCallOf(engine, call, 'requests', 'get', 'post', 'put', 'patch', 'delete', 'head', 'request'))
        continue;
      const symbol = findSymbol(file.scopes.scopeOf(target), target.id);
      if (symbol?.bindings.length !== 1) continue;
      let isLeft = true;
      walk(symbol.scope.node, (node) => {
        if (node.kind === 'name' && node.id === target.id && node !== target) {
          const use = node.parent;
          if (use?.kind !== 'attribute' || use.value !== node || !HEAD.includes(use.name?.id ?? '')) isLeft = false;
        }
        return isLeft;
      });
      if (!isLeft) continue;
      report({
        from: call.from,
        to: call.to,
        message: `${target.id} is never closed, and its body is not read either. The board has 10 sockets: then the request fails with OSError 23. Call ${target.id}.close().`,
      });
    }
  },
};

export const socketNotClosed: Rule = {
  code: 'socket-not-closed',
  severity: 'hint',
  check: ({ report, shared }) => {
    for (const { name, origins, calls: done, isShared } of shared(socketVariables)) {
      const [origin] = origins;
      if (origins.length !== 1 || origin?.kind !== 'created' || isShared || done.some(({ method }) => method === 'close')) continue;
      const loop = loopAround(origin.call);
      if (!loop || contains(loop, 'break') || contains(loop, 'return')) continue;
      report({
        from: origin.call.from,
        to: origin.call.to,
        message: `Each round makes a socket, and ${name} is never closed. The board has 10: then socket() fails with OSError 23.`,
      });
    }
  },
};

export const RETRY_RULES: readonly Rule[] = [reconnectSocket, socketNotClosed, responseNotClosed, wifiReconnect];
