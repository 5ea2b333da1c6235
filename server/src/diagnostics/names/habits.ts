/** Habits from elsewhere that go wrong on a board: a bare `except` in an endless loop, `with` on a socket, the pin names of a Pico, a module's name for a value. */
import { findSymbol } from '../../analysis/scopes';
import { containsBreak, isAlwaysTrue } from '../../analysis/flow';
import { enclosing, walk, type ExceptHandler } from '../../syntax/ast';
import { certainType } from '../certainty';
import type { Rule } from '../rule';
import { isInstanceOf } from '../sites';

/** It catches KeyboardInterrupt too, so that Ctrl-C and Stop do not end the program. */
export const bareExcept: Rule = {
  code: 'bare-except',
  severity: 'warning',
  check: ({ file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind !== 'except' || !catchesInterrupts(node)) return true;
      const loop = enclosing(node, 'while', 'function');
      if (loop?.kind !== 'while' || !isAlwaysTrue(loop.test) || leaves(node)) return true;
      const to = node.type?.to ?? node.from + 'except'.length;
      report({
        from: node.from,
        to,
        message: 'This catches KeyboardInterrupt too: Ctrl-C and Stop do not end the loop. Catch Exception, or OSError for sockets.',
        fixes: () => [{ title: 'Catch Exception', edits: [{ from: node.from, to, text: 'except Exception' }], isPreferred: true }],
      });
      return true;
    });
  },
};

function catchesInterrupts({ type }: ExceptHandler): boolean {
  return type === undefined || (type.kind === 'name' && type.id === 'BaseException');
}

/** Whether the handler ends the loop or passes the exception on. */
function leaves(handler: ExceptHandler): boolean {
  if (containsBreak(handler.body)) return true;
  let found = false;
  for (const statement of handler.body)
    walk(statement, (node) => {
      if (node.kind === 'raise' || node.kind === 'return') found = true;
      return !found && node.kind !== 'function';
    });
  return found;
}

export const withSocket: Rule = {
  code: 'with-socket',
  severity: 'error',
  check: ({ engine, file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind === 'withItem' && isInstanceOf(certainType(engine, node.value), 'socket'))
        report({
          from: node.value.from,
          to: node.value.to,
          message: 'A socket is no context manager on the board: `with` is an AttributeError. Use try and finally with close().',
        });
      return true;
    });
  },
};

export const picoPin: Rule = {
  code: 'pico-pin',
  severity: 'error',
  check: ({ engine, file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind !== 'call') return true;
      const [first] = node.args;
      if (first?.value.kind !== 'string' || first.value.isBytes || first.name) return true;
      const callee = certainType(engine, node.callee);
      if (callee.kind !== 'class' || callee.declaration.name !== 'Pin' || callee.declaration.file.stubName !== 'machine') return true;
      const isLed = first.value.value === 'LED';
      report({
        from: first.value.from,
        to: first.value.to,
        message: `An ESP32's pins have numbers, not names: this is ValueError: invalid pin.${isLed ? ' The LED of most boards is pin 2.' : ''}`,
        fixes: () =>
          isLed ? [{ title: 'Use pin 2', edits: [{ from: first.value.from, to: first.value.to, text: '2' }], isPreferred: true }] : [],
      });
      return true;
    });
  },
};

/** `socket = socket.socket()`: afterwards the module is out of reach. */
export const shadowedModule: Rule = {
  code: 'shadowed-module',
  severity: 'warning',
  check: ({ file, report }) => {
    walk(file.source.module, (node) => {
      if (node.kind !== 'assign' || node.value?.kind !== 'call') return true;
      const { callee } = node.value;
      const [target] = node.targets;
      if (callee.kind !== 'attribute' || callee.value.kind !== 'name' || target?.kind !== 'name' || target.id !== callee.value.id)
        return true;
      const symbol = findSymbol(file.scopes.scopeOf(target), target.id);
      if (!symbol?.bindings.some(({ kind }) => kind === 'import')) return true;
      report({
        from: target.from,
        to: target.to,
        message: `After this ${target.id} is no module any more: the next ${target.id}.${callee.name?.id ?? 'name'} is an AttributeError. Use another name.`,
      });
      return true;
    });
  },
};
