/** Rules about TLS: the arguments of wrap_socket, and what must be done to the socket before. */
import type { Rule } from '../rule';
import { callsIn, isCallOf } from './places';

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

export const TLS_RULES: readonly Rule[] = [tlsKeywords];
