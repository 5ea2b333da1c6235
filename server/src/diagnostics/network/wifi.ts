/** Rules about Wi-Fi: how the interface is switched on, and how it joins a network. */
import type { Evaluator } from '../../analysis/evaluator';
import type { Type } from '../../analysis/types';
import type { Call } from '../../syntax/ast';
import type { Rule } from '../rule';
import { calls, isInstanceOf } from '../sites';
import { calledName, callsIn, indentationAt, isCallOf, textOf } from './places';

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

/** Names that a script asks, or sleeps with, until the link is there. */
const WAITING = ['isconnected', 'status', 'ifconfig', 'ipconfig', 'sleep', 'sleep_ms', 'wait_for', 'disconnect'];

export const wifiNotAwaited: Rule = {
  code: 'wifi-not-awaited',
  severity: 'hint',
  check: ({ engine, file, report }) => {
    for (const { call } of calls(engine, file, 'WLAN', ['connect'])) {
      const statement = call.parent;
      const scope = file.scopes.scopeOf(call);
      if (statement?.kind !== 'expression') continue;
      const later = callsIn(file.source.module).filter((other) => other.from > call.to && file.scopes.scopeOf(other) === scope);
      const use = later.find((other) => isNetworkUse(engine, other));
      const end = use?.from ?? 0;
      // Another function that is called in between may wait; its name is not known to.
      const between = later.filter(({ from }) => from < end);
      const mayWait = between.some((other) => WAITING.includes(calledName(other) ?? '') || isOwnFunction(engine.typeOf(other.callee)));
      if (!use || mayWait || use.parent?.kind === 'await') continue;
      report({
        from: call.from,
        to: call.to,
        message: 'connect() only begins: the board has no address yet when the network is used below. Wait until isconnected().',
        related: [{ from: use.from, to: use.to, message: 'The network is used here.' }],
        fixes: () => {
          const indentation = indentationAt(file, statement.from);
          if (call.callee.kind !== 'attribute') return [];
          const lines = `\n${indentation}while not ${textOf(file, call.callee.value)}.isconnected():\n${indentation}    pass`;
          return [{ title: 'Wait for the link', isPreferred: true, edits: [{ from: statement.to, to: statement.to, text: lines }] }];
        },
      });
    }
  },
};

/** Code whose inside is not looked at: the user's own functions, and what is not known. */
function isOwnFunction(type: Type): boolean {
  if (type.kind === 'function') return type.file.stubName === undefined;
  if (type.kind === 'class') return type.declaration.file.stubName === undefined;
  return type.kind !== 'overloaded';
}

function isNetworkUse(engine: Evaluator, call: Call): boolean {
  if (isCallOf(engine, call, 'socket', 'getaddrinfo') || isCallOf(engine, call, 'ntptime', 'settime')) return true;
  if (isCallOf(engine, call, 'requests', 'get', 'post', 'put', 'patch', 'delete', 'head', 'request')) return true;
  return (
    call.callee.kind === 'attribute' &&
    ['connect', 'sendto'].includes(call.callee.name?.id ?? '') &&
    isInstanceOf(engine.typeOf(call.callee.value), 'socket')
  );
}

export const WIFI_RULES: readonly Rule[] = [wifiKeywords, wifiInactive, wifiNotAwaited];
