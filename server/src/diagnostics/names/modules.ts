/** Imports that fail on a board: modules of CPython and of other chips. A file of the user's of that name is another matter. */
import { walk, type Name, type Node } from '../../syntax/ast';
import { isGuarded } from '../guards';
import type { Rule, RuleContext } from '../rule';
import { ABSENT_MODULES, OTHER_CHIPS } from './absentModules';

/** The first name of each module that the file imports, outside of a `try` that expects that it is not there. */
function imports({ file }: RuleContext): Name[] {
  const names: Name[] = [];
  walk(file.source.module, (node: Node) => {
    if (node.kind !== 'import' && node.kind !== 'importFrom') return true;
    if (isGuarded(node, 'ImportError')) return false;
    if (node.kind === 'import') names.push(...node.names.flatMap(({ path }) => path.slice(0, 1)));
    else if (node.level === 0) names.push(...node.module.slice(0, 1));
    return false;
  });
  return names;
}

function reportOf(modules: ReadonlyMap<string, string>): (context: RuleContext) => void {
  return (context) => {
    for (const name of imports(context)) {
      const advice = modules.get(name.id);
      if (advice === undefined || context.engine.moduleType([name.id], 0, context.file)?.kind === 'module') continue;
      const message = `The board has no module ${name.id}: the import is an ImportError. ${advice}`;
      context.report({ from: name.from, to: name.to, message });
    }
  };
}

export const notOnBoard: Rule = { code: 'not-on-board', severity: 'warning', check: reportOf(ABSENT_MODULES) };

export const otherChip: Rule = { code: 'other-chip', severity: 'warning', check: reportOf(OTHER_CHIPS) };
