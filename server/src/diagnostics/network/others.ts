/** Rules about Wi-Fi, error numbers, bytes and text, TLS and asyncio. */
import type { Type } from '../../analysis/types';
import { enclosing, walk, type Expression } from '../../syntax/ast';
import type { Rule } from '../rule';
import { calls, isInstanceOf } from '../sites';
import { callsIn, isCallOf, isInside, textOf, writtenNumber } from './places';

export const wifiKeywords: Rule = {
  code: 'wifi-keywords',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const { call } of calls(engine, file, 'WLAN', ['connect'])) {
      const named = call.args.filter(({ name }) => name && ['ssid', 'essid', 'key', 'password', 'passwd', 'psk'].includes(name.id));
      const [first] = named;
      if (!first) continue;
      const isInOrder =
        call.args.length === named.length && named.every(({ name }, index) => ['ssid', 'essid'].includes(name?.id ?? '') === (index === 0));
      report({
        from: first.from,
        to: named.at(-1)?.to ?? first.to,
        message: 'connect() takes the name of the network and the password without keywords. On the board this is a TypeError.',
        fixes: () =>
          isInOrder
            ? [
                {
                  title: 'Leave the keywords out',
                  isPreferred: true,
                  edits: named.map(({ from, value }) => ({ from, to: value.from, text: '' })),
                },
              ]
            : [],
      });
    }
  },
};

export const wifiInactive: Rule = {
  code: 'wifi-inactive',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    for (const other of engine.userFiles()) if (calls(engine, other, 'WLAN', ['active']).length > 0) return;
    if (calls(engine, file, 'WLAN', ['active']).length > 0) return;
    for (const { call } of calls(engine, file, 'WLAN', ['connect']))
      report({
        from: call.from,
        to: call.to,
        message: 'The interface is not active: connect() fails with "Wifi Not Started". Call active(True) before.',
      });
  },
};

/** Linux's numbers that a board never gives, and the name and number that it gives instead. */
const LINUX_NUMBERS: ReadonlyMap<number, readonly [string, number]> = new Map([
  [98, ['EADDRINUSE', 112]],
  [103, ['ECONNABORTED', 113]],
  [107, ['ENOTCONN', 128]],
  [110, ['ETIMEDOUT', 116]],
  [115, ['EINPROGRESS', 119]],
]);

export const errnoNumber: Rule = {
  code: 'errno-number',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind !== 'binary' || !['==', '!='].includes(node.operator)) return true;
      const number = writtenNumber(node.right);
      const found = number === undefined ? undefined : LINUX_NUMBERS.get(number);
      if (!found || !isErrorNumber(node.left, (value) => engine.typeOf(value))) return true;
      const [name, boards] = found;
      const statement = enclosing(node, 'if', 'while', 'expression', 'return', 'assign', 'assert');
      const test = statement?.kind === 'if' ? statement.branches.find((branch) => isInside(node, branch.test))?.test : statement;
      if (test && (textOf(file, test).includes(String(boards)) || textOf(file, test).includes(name))) return true;
      const { from, to } = node.right;
      report({
        from,
        to,
        message: `${number} is ${name} on a PC. On the board it is ${boards}, so this is never met. Compare with errno.${name}.`,
        fixes: () => {
          const isImported = file.scopes.module.symbols.get('errno')?.bindings[0]?.kind === 'import';
          const text = isImported ? `errno.${name}` : String(boards);
          return [{ title: `Use ${text}`, isPreferred: true, edits: [{ from, to, text }] }];
        },
      });
      return true;
    });
  },
};

/** `e.errno` or `e.args[0]` of an OSError. */
function isErrorNumber(node: Expression, typeOf: (value: Expression) => Type): boolean {
  const source = node.kind === 'subscript' && node.value.kind === 'attribute' && node.value.name?.id === 'args' ? node.value : node;
  if (source.kind !== 'attribute' || (source === node && source.name?.id !== 'errno')) return false;
  return isInstanceOf(typeOf(source.value), 'OSError');
}

function isAll(type: Type, name: string): boolean {
  return isInstanceOf(type, name) && type.kind !== 'union';
}

export const bytesCompared: Rule = {
  code: 'bytes-compared',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind !== 'binary' || !['==', '!='].includes(node.operator)) return true;
      const [left, right] = [engine.typeOf(node.left), engine.typeOf(node.right)];
      if (!(isAll(left, 'bytes') && isAll(right, 'str')) && !(isAll(left, 'str') && isAll(right, 'bytes'))) return true;
      const literal = [node.left, node.right].find((side) => side.kind === 'string' && !side.isBytes && !side.isFormat);
      const isPlain =
        literal?.kind === 'string' &&
        literal.parts.length === 1 &&
        literal.parts[0]?.prefix === '' &&
        /^[\x20-\x7e\r\n\t]*$/.test(literal.value ?? '');
      report({
        from: node.from,
        to: node.to,
        message: `Bytes and text are never the same: this is always ${node.operator === '==' ? 'False' : 'True'}. Compare with b"…", or decode() the bytes.`,
        fixes: () =>
          isPlain ? [{ title: 'Compare with bytes', isPreferred: true, edits: [{ from: literal.from, to: literal.from, text: 'b' }] }] : [],
      });
      return true;
    });
  },
};

export const bytesMethodText: Rule = {
  code: 'bytes-method-text',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const { call, method } of calls(engine, file, 'bytes', [
      'split',
      'rsplit',
      'find',
      'rfind',
      'replace',
      'count',
      'partition',
      'rpartition',
    ])) {
      const texts = call.args.filter(({ name, star, value }) => !name && !star && value.kind === 'string' && !value.isBytes);
      const [first] = texts;
      if (!first) continue;
      const canMend = texts.every(
        ({ value }) =>
          value.kind === 'string' &&
          value.parts.length === 1 &&
          value.parts[0]?.prefix === '' &&
          /^[\x20-\x7e\r\n\t]*$/.test(value.value ?? '\x00'),
      );
      report({
        from: first.from,
        to: first.to,
        message: `${method}() of bytes takes bytes. On the board this is a TypeError: can't convert 'str' object to bytes implicitly.`,
        fixes: () =>
          canMend ? [{ title: 'Make it bytes', isPreferred: true, edits: texts.map(({ from }) => ({ from, to: from, text: 'b' })) }] : [],
      });
    }
  },
};

export const strOfBytes: Rule = {
  code: 'str-of-bytes',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    for (const call of callsIn(
      file.source.module,
      ({ callee, args }) => callee.kind === 'name' && callee.id === 'str' && args.length === 1,
    )) {
      const argument = call.args[0];
      if (!argument || argument.star || argument.name || !isAll(engine.typeOf(argument.value), 'bytes')) continue;
      const type = engine.typeOf(call.callee);
      if (type.kind !== 'class' || type.declaration.file.stubName !== 'builtins') continue;
      const isPrinted =
        call.parent?.kind === 'argument' && call.parent.parent?.kind === 'call' && textOf(file, call.parent.parent.callee) === 'print';
      if (isPrinted) continue;
      const isSimple = ['name', 'attribute', 'call', 'subscript'].includes(argument.value.kind);
      report({
        from: call.from,
        to: call.to,
        message: `str() of bytes gives "b'…'" with its quotes and escapes. Use decode() for the text in them.`,
        fixes: () =>
          isSimple
            ? [
                {
                  title: 'Use decode()',
                  isPreferred: true,
                  edits: [{ from: call.from, to: call.to, text: `${textOf(file, argument)}.decode()` }],
                },
              ]
            : [],
      });
    }
  },
};

const OLD_KEYWORDS: ReadonlyMap<string, string> = new Map([
  ['keyfile', 'key'],
  ['certfile', 'cert'],
  ['ca_certs', 'cadata'],
]);

export const tlsKeywords: Rule = {
  code: 'tls-keywords',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const call of callsIn(file.source.module))
      for (const { name } of call.args) {
        const today = name && OLD_KEYWORDS.get(name.id);
        if (!today || !isCallOf(engine, call, 'ssl', 'wrap_socket')) continue;
        report({
          from: name.from,
          to: name.to,
          message: `${name.id} is gone: on the board this is a TypeError. It is ${today} now, and takes the ${today === 'key' ? 'key' : 'certificate'} itself as bytes.`,
        });
      }
  },
};

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

export const OTHER_RULES: readonly Rule[] = [
  wifiKeywords,
  wifiInactive,
  errnoNumber,
  bytesCompared,
  bytesMethodText,
  strOfBytes,
  tlsKeywords,
  missingAwait,
  blockingInAsync,
];
