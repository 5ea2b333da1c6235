/** A rule about error numbers, which are not the same on a board as on a PC. */
import type { Type } from '../../analysis/types';
import { enclosing, walk, type Expression } from '../../syntax/ast';
import type { Rule } from '../rule';
import { isInstanceOf } from '../sites';
import { isInside, textOf, writtenNumber } from './places';

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
