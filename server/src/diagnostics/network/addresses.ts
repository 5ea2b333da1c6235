/** Rules about the addresses that are given to connect, bind and sendto. */
import { constantText } from '../../analysis/constantText';
import type { Type } from '../../analysis/types';
import type { Rule } from '../rule';
import { calls } from '../sites';
import { callsIn, calledName, isCallOf, onlyArgument } from './places';

function lengthOf(type: Type | undefined): number | undefined {
  return type?.kind === 'instance' && type.declaration.name === 'tuple' ? type.elements?.length : undefined;
}

export const addressFromGetaddrinfo: Rule = {
  code: 'address-from-getaddrinfo',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const { call, method } of calls(engine, file, 'socket', ['connect', 'bind'])) {
      const argument = onlyArgument(call);
      const type = argument && engine.typeOf(argument.value);
      if (argument === undefined || type?.kind !== 'instance') continue;
      const isWhole = type.declaration.name === 'list' && lengthOf(type.args[0]) === 5;
      if (!isWhole && lengthOf(type) !== 5) continue;
      const { from, to } = argument;
      report({
        from,
        to,
        message: `${method}() takes the address at the end of what getaddrinfo() gives. On the board this is a ValueError: the address is in [0][-1].`,
        fixes: () => [{ title: 'Take the address', isPreferred: true, edits: [{ from: to, to, text: isWhole ? '[0][-1]' : '[-1]' }] }],
      });
    }
  },
};

export const addressNotTuple: Rule = {
  code: 'address-not-tuple',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const { call, method } of calls(engine, file, 'socket', ['connect', 'bind'])) {
      const argument = onlyArgument(call);
      const type = argument && engine.typeOf(argument.value);
      if (!argument || type?.kind !== 'instance' || type.declaration.file.stubName !== 'builtins') continue;
      if (!['str', 'bytes', 'int'].includes(type.declaration.name)) continue;
      const { from, to } = argument;
      report({ from, to, message: `${method}() takes a tuple of host and port. On the board this is a TypeError.` });
    }
  },
};

const DOTTED = /^(\d{1,3}\.){3}\d{1,3}/;

export const sendtoAddress: Rule = {
  code: 'sendto-address',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const { call } of calls(engine, file, 'socket', ['sendto'])) {
      const address = call.args[1]?.value;
      if (address?.kind !== 'tuple' || address.elements.length !== 2) continue;
      const [host, port] = address.elements;
      if (host?.kind === 'string' && host.value !== undefined && host.value !== '' && !DOTTED.test(host.value))
        report({
          from: host.from,
          to: host.to,
          message:
            'sendto() does not look names up: on the board this is a ValueError. Ask socket.getaddrinfo(host, port)[0][-1] for the address.',
        });
      if (port?.kind === 'string' && port.value !== undefined)
        report({
          from: port.from,
          to: port.to,
          message: 'sendto() takes the port as a number. On the board this is a TypeError.',
          fixes: () =>
            /^\d+$/.test(port.value ?? '')
              ? [{ title: 'Make it a number', isPreferred: true, edits: [{ from: port.from, to: port.to, text: port.value ?? '' }] }]
              : [],
        });
    }
  },
};

export const connectLocalhost: Rule = {
  code: 'connect-localhost',
  severity: 'hint',
  check: ({ engine, file, report }) => {
    const serves = callsIn(file.source.module, (call) => ['bind', 'listen', 'start_server', 'run'].includes(calledName(call) ?? ''));
    if (serves.some((call) => calledName(call) !== 'run' || !isCallOf(engine, call, 'asyncio', 'run'))) return;
    for (const { call } of calls(engine, file, 'socket', ['connect'])) {
      const address = call.args[0]?.value;
      const host = address?.kind === 'tuple' ? address.elements[0] : undefined;
      if (host && ['localhost', '127.0.0.1'].includes(constantText(host).text))
        report({
          from: host.from,
          to: host.to,
          message: 'This address is the board itself, not your computer. Use the address of the computer in your network.',
        });
    }
  },
};

export const ADDRESS_RULES: readonly Rule[] = [addressFromGetaddrinfo, addressNotTuple, sendtoAddress, connectLocalhost];
