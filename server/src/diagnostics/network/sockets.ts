/** Rules about what is done with a socket, and in which order. */
import { constantText, HOLE } from '../../analysis/constantText';
import type { SourceFile } from '../../analysis/sourceFile';
import type { Call } from '../../syntax/ast';
import type { Rule } from '../rule';
import { calls } from '../sites';
import { indentationAt, loopAround, onlyArgument, textOf, writtenNumber } from './places';
import { socketVariables, type SocketVariable } from './socketVariables';

function only(variable: SocketVariable, method: string): Call | undefined {
  return variable.calls.find((call) => call.method === method)?.call;
}

function hasMethod({ calls: done }: SocketVariable, ...methods: readonly string[]): boolean {
  return done.some(({ method }) => methods.includes(method));
}

export const reuseAddress: Rule = {
  code: 'reuse-address',
  severity: 'warning',
  check: ({ file, report, shared }) => {
    for (const variable of shared(socketVariables)) {
      const bind = only(variable, 'bind');
      if (!bind || variable.isShared || !hasMethod(variable, 'listen') || hasMethod(variable, 'setsockopt')) continue;
      report({
        from: bind.from,
        to: bind.to,
        message:
          'Without SO_REUSEADDR, the next start within two minutes fails with EADDRINUSE (112), also after a soft reset. Set it before bind().',
        fixes: () => {
          const module = moduleName(variable, file);
          const indentation = indentationAt(file, bind.from);
          const isStatement =
            bind.parent?.kind === 'expression' && textOf(file, { from: bind.from - indentation.length, to: bind.from }) === indentation;
          if (module === undefined || !isStatement) return [];
          const line = `${variable.name}.setsockopt(${module}.SOL_SOCKET, ${module}.SO_REUSEADDR, 1)`;
          return [
            { title: 'Set SO_REUSEADDR', isPreferred: true, edits: [{ from: bind.from, to: bind.from, text: `${line}\n${indentation}` }] },
          ];
        },
      });
    }
  },
};

function moduleName({ origins }: SocketVariable, file: SourceFile): string | undefined {
  const callee = origins[0]?.call.callee;
  return callee?.kind === 'attribute' ? textOf(file, callee.value) : undefined;
}

export const listenerTransfer: Rule = {
  code: 'listener-transfer',
  severity: 'error',
  check: ({ report, shared }) => {
    for (const variable of shared(socketVariables)) {
      const listen = only(variable, 'listen');
      const isOne = variable.origins.length === 1 && variable.origins[0]?.isStream === true;
      if (!listen || !isOne || !hasMethod(variable, 'accept') || hasMethod(variable, 'connect')) continue;
      for (const { call, method } of variable.calls) {
        if (!['recv', 'send', 'sendall', 'read', 'readline', 'readinto', 'write'].includes(method) || call.from < listen.to) continue;
        report({
          from: call.from,
          to: call.to,
          message: `${variable.name} only listens: ${method}() fails with ENOTCONN (128). Use the socket that accept() gives.`,
        });
      }
    }
  },
};

export const socketClosed: Rule = {
  code: 'socket-closed',
  severity: 'error',
  check: ({ report, shared }) => {
    for (const variable of shared(socketVariables)) {
      if (variable.origins.length !== 1) continue;
      for (const { call: close, method: closing } of variable.calls) {
        if (closing !== 'close' || close.parent?.kind !== 'expression') continue;
        const block = close.parent.parent;
        const later = variable.calls.find(
          ({ call, method }) =>
            call.from > close.to &&
            ['connect', 'send', 'sendall', 'sendto', 'bind', 'listen', 'accept'].includes(method) &&
            call.parent?.kind === 'expression' &&
            call.parent.parent === block &&
            ['function', 'module'].includes(block?.kind ?? ''),
        );
        if (later && !(variable.origins[0] && variable.origins[0].call.from > close.from))
          report({
            from: later.call.from,
            to: later.call.to,
            message: `${variable.name} is closed: ${later.method}() fails with EBADF (9). Make a new socket.`,
            related: [{ from: close.from, to: close.to, message: 'Closed here.' }],
          });
      }
    }
  },
};

export const connectionNotClosed: Rule = {
  code: 'connection-not-closed',
  severity: 'warning',
  check: ({ report, shared }) => {
    for (const variable of shared(socketVariables)) {
      const [origin] = variable.origins;
      if (!origin || origin.kind !== 'accepted' || variable.isShared || hasMethod(variable, 'close') || !loopAround(origin.call)) continue;
      report({
        from: origin.call.from,
        to: origin.call.to,
        message: `${variable.name} is never closed. The board has 10 sockets: then accept() fails with OSError 23. The other side waits for the end, too.`,
      });
    }
  },
};

export const recvfromUnbound: Rule = {
  code: 'recvfrom-unbound',
  severity: 'warning',
  check: ({ report, shared }) => {
    for (const variable of shared(socketVariables)) {
      const recv = only(variable, 'recvfrom');
      const isDatagram = variable.origins.every(({ isStream }) => isStream === false);
      if (!recv || !isDatagram || variable.isShared || hasMethod(variable, 'bind', 'sendto', 'connect', 'settimeout', 'setblocking'))
        continue;
      report({
        from: recv.from,
        to: recv.to,
        message: 'Nobody can send to this socket, because it has no port yet: recvfrom() waits for ever. Call bind() before.',
      });
    }
  },
};

export const timeoutUnit: Rule = {
  code: 'timeout-unit',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    for (const { call } of calls(engine, file, 'socket', ['settimeout'])) {
      const argument = onlyArgument(call);
      const seconds = writtenNumber(argument?.value);
      if (!argument || seconds === undefined) continue;
      const { from, to } = argument;
      const replace = (title: string, text: string) => [{ title, isPreferred: true, edits: [{ from, to, text }] }];
      if (seconds > 0 && seconds < 0.1)
        report({
          from,
          to,
          message:
            'The board waits in steps of 0.1 s: with less, calls fail with EAGAIN (11) after 0.1 s. Use 0.1 or more, or setblocking(False).',
          fixes: () => replace('Wait 0.1 s', '0.1'),
        });
      if (seconds > 1000)
        report({
          from,
          to,
          message: `settimeout() takes seconds: this is ${Math.round(seconds / 60)} minutes.`,
          fixes: () => replace('Make seconds of it', String(seconds / 1000)),
        });
      if (seconds < 0)
        report({ from, to, message: 'A negative time waits without end on the board. Use None for that, or 0 not to wait.' });
    }
  },
};

/** Whether a send on it may give up before all is sent. */
function mayStopEarly(file: SourceFile, variable: SocketVariable): boolean {
  return variable.calls.some(
    ({ call, method }) =>
      (method === 'setblocking' && onlyArgument(call)?.value.kind === 'constant' && textOf(file, call.args[0] ?? call) === 'False') ||
      (method === 'settimeout' && (writtenNumber(onlyArgument(call)?.value) ?? -1) >= 0),
  );
}

export const sendResult: Rule = {
  code: 'send-result',
  severity: 'hint',
  check: ({ file, report, shared }) => {
    for (const variable of shared(socketVariables)) {
      if (!mayStopEarly(file, variable)) continue;
      for (const { call, method } of variable.calls) {
        const data = call.args[0]?.value;
        if (method !== 'send' || call.parent?.kind !== 'expression' || !data || isShort(constantText(data).text)) continue;
        report({
          from: call.from,
          to: call.to,
          message:
            'With a time limit send() may take only a part, and says how many bytes. Nobody looks here, so the rest would be lost: use sendall().',
        });
      }
    }
  },
};

/** A short text that is known always fits into the send buffer. */
function isShort(text: string): boolean {
  return !text.includes(HOLE) && text.length < 1000;
}

export const SOCKET_RULES: readonly Rule[] = [
  reuseAddress,
  listenerTransfer,
  socketClosed,
  connectionNotClosed,
  recvfromUnbound,
  timeoutUnit,
  sendResult,
];
