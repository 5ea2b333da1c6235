/** Rules about bytes, which is what sockets give and take, where text is meant and the other way round. */
import { walk } from '../../syntax/ast';
import type { Rule } from '../rule';
import { calls } from '../sites';
import { callsIn, isAll, textOf } from './places';

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

export const textPlusBytes: Rule = {
  code: 'text-plus-bytes',
  severity: 'error',
  check: ({ engine, file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind !== 'binary' || node.operator !== '+') return true;
      if (!isAll(engine.typeOf(node.left), 'str') || !isAll(engine.typeOf(node.right), 'bytes')) return true;
      const { right } = node;
      const isSimple = ['name', 'attribute', 'call', 'subscript'].includes(right.kind);
      report({
        from: node.from,
        to: node.to,
        message: 'Bytes cannot be added to text: a TypeError. Make text of them with decode().',
        fixes: () =>
          isSimple ? [{ title: 'Use decode()', isPreferred: true, edits: [{ from: right.to, to: right.to, text: '.decode()' }] }] : [],
      });
      return true;
    });
  },
};

export const BYTES_RULES: readonly Rule[] = [bytesCompared, bytesMethodText, strOfBytes, textPlusBytes];
