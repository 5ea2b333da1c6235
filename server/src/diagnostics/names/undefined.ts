/**
 * Names that nothing binds: a NameError when the line runs. CPython's builtins that a board lacks are a rule of their own, since
 * other Python servers take them for defined. Files in which names can come from elsewhere are left alone.
 */
import type { Evaluator } from '../../analysis/evaluator';
import { findSymbol } from '../../analysis/scopes';
import type { SourceFile } from '../../analysis/sourceFile';
import { walk, type Name, type Node } from '../../syntax/ast';
import { isGuarded } from '../guards';
import type { Rule } from '../rule';
import { ABSENT_BUILTINS } from './absentBuiltins';

export const absentBuiltin: Rule = {
  code: 'absent-builtin',
  severity: 'warning',
  check: (context) => {
    for (const { id, from, to } of context.shared(unboundNames)) {
      const advice = ABSENT_BUILTINS.get(id);
      if (advice !== undefined) context.report({ from, to, message: `The board has no ${id}: this is a NameError. ${advice}` });
    }
  },
};

export const undefinedName: Rule = {
  code: 'undefined-name',
  severity: 'warning',
  isGeneric: true,
  check: (context) => {
    for (const { id, from, to } of context.shared(unboundNames))
      if (!ABSENT_BUILTINS.has(id)) context.report({ from, to, message: `Nothing defines ${id}: this is a NameError.` });
  },
};

function unboundNames(engine: Evaluator, file: SourceFile): Name[] {
  const builtins = engine.program.stub('builtins')?.scopes.module.symbols;
  // The names of boot.py are those of main.py too.
  if (builtins === undefined || hasNamesFromElsewhere(file) || engine.program.isOwnModule(['boot'], file.uri)) return [];
  const names: Name[] = [];
  walk(file.source.module, (node) => {
    if (node.kind === 'function' && node.decorators.length > 0 && /viper|asm_/.test(textOf(file, node.decorators))) return false;
    if (node.kind !== 'name') return true;
    const isKnown = builtins.has(node.id) || node.id.startsWith('__') || node.id === 'const' || node.id === '_';
    if (isKnown || !isRead(node) || findSymbol(file.scopes.scopeOf(node), node.id) !== undefined) return true;
    // The guards are asked last: they look at all that is around.
    if (!isGuarded(node, 'NameError')) names.push(node);
    return true;
  });
  return names;
}

function textOf(file: SourceFile, nodes: readonly Node[]): string {
  return nodes.map(({ from, to }) => file.source.text.slice(from, to)).join(' ');
}

/** By a star import or code made at run time; and what is not understood may bind too. */
function hasNamesFromElsewhere(file: SourceFile): boolean {
  if (/\b(exec|execfile|eval|globals|locals)\b|\bimport\s*\*/.test(file.source.text)) return true;
  let isUnclear = false;
  walk(file.source.module, (node) => {
    if (node.kind === 'missing' || node.kind === 'foreign') isUnclear = true;
    return !isUnclear;
  });
  return isUnclear;
}

/** Whether the name is looked up: not the name of an attribute, argument, parameter or import, nor in an annotation. */
function isRead(name: Name): boolean {
  for (let node: Node = name, parent = name.parent; parent !== undefined; node = parent, parent = parent.parent) {
    if ((parent.kind === 'parameter' || parent.kind === 'assign') && parent.annotation === node) return false;
    if (parent.kind === 'function' && parent.returns === node) return false;
  }
  const { parent } = name;
  switch (parent?.kind) {
    case 'attribute':
    case 'argument':
    case 'parameter':
    case 'except':
    case 'function':
    case 'class':
      return !('name' in parent && parent.name === name);
    case 'importedName':
    case 'importFrom':
    case 'global':
    case 'nonlocal':
      return false;
    default:
      return true;
  }
}
