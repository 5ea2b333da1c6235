/** `connect(host, port)` where the address is one tuple; `bind` too. MicroPython raises TypeError for the number of arguments. */
import { calls } from './sites';
import type { Rule } from './rule';

export const connectAddress: Rule = {
  code: 'connect-address',
  severity: 'error',
  check: ({ engine, file, report }) => {
    for (const { call, method } of calls(engine, file, 'socket', ['connect', 'bind'])) {
      const [host, port] = call.args;
      if (call.args.length !== 2 || !host || !port || call.args.some(({ name, star }) => name || star)) continue;
      const text = file.source.text.slice(host.from, port.to);
      report({
        from: host.from,
        to: port.to,
        message: `${method}() takes one address: a tuple of host and port. On the board this is a TypeError.`,
        fixes: () => [{ title: 'Make it one tuple', isPreferred: true, edits: [{ from: host.from, to: port.to, text: `(${text})` }] }],
      });
    }
  },
};
