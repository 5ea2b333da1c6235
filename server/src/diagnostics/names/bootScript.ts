/**
 * A boot.py that never ends. The board runs main.py only after it, so that beside a main.py this is surely not meant; a board whose whole
 * program is boot.py is left alone.
 */
import { containsBreak, isAlwaysTrue } from '../../analysis/flow';
import { walk, type Statement, type While } from '../../syntax/ast';
import { calledName } from '../network/places';
import type { Rule } from '../rule';

export const bootEndless: Rule = {
  code: 'boot-endless',
  severity: 'warning',
  check: ({ engine, file, report }) => {
    if (!file.uri.endsWith('/boot.py') || !engine.program.isOwnModule(['main'], file.uri)) return;
    for (const statement of file.source.module.body) {
      if (statement.kind !== 'while' || !isEndless(statement)) continue;
      report({
        from: statement.from,
        to: statement.test.to,
        message: 'boot.py never ends, so that main.py is never run. Move the loop to main.py.',
      });
      return;
    }
  },
};

function isEndless({ test, body }: While): boolean {
  return isAlwaysTrue(test) && !containsBreak(body) && !body.some(mayLeave);
}

/** By an exception of its own, the end of the script or a reset. */
function mayLeave(statement: Statement): boolean {
  let isFound = false;
  walk(statement, (node) => {
    if (node.kind === 'raise') isFound = true;
    if (node.kind === 'call' && ['exit', 'reset', 'soft_reset', 'deepsleep'].includes(calledName(node) ?? '')) isFound = true;
    return !isFound && node.kind !== 'function' && node.kind !== 'class';
  });
  return isFound;
}
