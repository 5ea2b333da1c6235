/** Rules about coroutines: one that never runs, and calls that stop all tasks. */
import { enclosing, walk } from '../../syntax/ast';
import type { Rule } from '../rule';
import { calls } from '../sites';
import { calledName, callsIn, isAll, isCallOf, writtenNumber } from './places';

export const missingAwait: Rule = {
  code: 'missing-await',
  severity: 'error',
  check: ({ engine, file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind !== 'expression' || node.value.kind !== 'call') return true;
      const type = engine.typeOf(node.value);
      if (!isAll(type, 'Coroutine')) return true;
      const isAsync = enclosing(node, 'function', 'lambda', 'class')?.kind === 'function' && enclosing(node, 'function')?.isAsync;
      const { from, to } = node.value;
      report({
        from,
        to,
        message: isAsync
          ? 'Without await this does nothing: it only makes a coroutine. Put await before it, or give it to asyncio.create_task().'
          : 'This does nothing: it only makes a coroutine. Give it to asyncio.run() or asyncio.create_task().',
        fixes: () => (isAsync ? [{ title: 'Add await', isPreferred: true, edits: [{ from, to: from, text: 'await ' }] }] : []),
      });
      return true;
    });
  },
};

/** Shorter pauses than this, in milliseconds, are taken for what a chip's protocol needs. */
const SHORT_PAUSE_MS = 20;

export const blockingInAsync: Rule = {
  code: 'blocking-in-async',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    for (const call of callsIn(file.source.module)) {
      const around = enclosing(call, 'function', 'lambda');
      if (around?.kind !== 'function' || !around.isAsync) continue;
      const isSeconds = isCallOf(engine, call, 'time', 'sleep');
      const isMilliseconds = isCallOf(engine, call, 'time', 'sleep_ms');
      const isRequest = isCallOf(engine, call, 'requests', 'get', 'post', 'put', 'patch', 'delete', 'head', 'request');
      const pause = writtenNumber(call.args[0]?.value);
      if (!isSeconds && !isMilliseconds && !isRequest) continue;
      if (pause !== undefined && pause * (isSeconds ? 1000 : 1) < SHORT_PAUSE_MS) continue;
      const hasModule = file.scopes.module.symbols.get('asyncio')?.bindings[0]?.kind === 'import';
      const { from, to } = call.callee;
      report({
        from: call.from,
        to: call.to,
        message: isRequest
          ? 'All tasks stop until the answer is there. Use asyncio.open_connection(), or make the request outside of asyncio.'
          : 'All tasks stop while this waits. Use await asyncio.sleep() instead.',
        fixes: () =>
          hasModule && !isRequest
            ? [
                {
                  title: 'Let other tasks run',
                  isPreferred: true,
                  edits: [{ from, to, text: `await asyncio.${isSeconds ? 'sleep' : 'sleep_ms'}` }],
                },
              ]
            : [],
      });
    }
  },
};

const WAITING_METHODS = ['accept', 'recv', 'recvfrom', 'connect'];

export const socketInAsync: Rule = {
  code: 'socket-in-async',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    // A script that sets how long sockets wait, or asks first which are ready, knows what it does.
    const isPrepared = callsIn(file.source.module, (call) =>
      ['setblocking', 'settimeout', 'poll', 'ipoll', 'select'].includes(calledName(call) ?? ''),
    );
    if (isPrepared.length > 0) return;
    for (const { call, method } of calls(engine, file, 'socket', WAITING_METHODS)) {
      const around = enclosing(call, 'function', 'lambda');
      if (around?.kind !== 'function' || !around.isAsync || call.parent?.kind === 'await') continue;
      report({
        from: call.from,
        to: call.to,
        message: `All tasks stop while ${method}() waits. Use ${method === 'accept' ? 'asyncio.start_server()' : 'asyncio.open_connection()'} and its streams.`,
      });
    }
  },
};

export const ASYNCIO_RULES: readonly Rule[] = [missingAwait, blockingInAsync, socketInAsync];
