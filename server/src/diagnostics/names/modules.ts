/** Imports that fail on a board: modules of CPython and of other chips. A file of the user's of that name is another matter. */
import { callSitesOf } from '../../analysis/callSites';
import type { SourceFile } from '../../analysis/sourceFile';
import { enclosing, type Name } from '../../syntax/ast';
import { isGuarded } from '../guards';
import type { Rule, RuleContext } from '../rule';
import { ABSENT_MODULES, OTHER_CHIPS } from './absentModules';

/** The first name of each module that the file imports. */
function importedNames(file: SourceFile): Name[] {
  return callSitesOf(file).imports.flatMap((statement) => {
    if (statement.kind === 'import') return statement.names.flatMap(({ path }) => path.slice(0, 1));
    return statement.level === 0 ? statement.module.slice(0, 1) : [];
  });
}

function reportOf(modules: ReadonlyMap<string, string>): (context: RuleContext) => void {
  return ({ engine, file, report }) => {
    for (const name of importedNames(file)) {
      const advice = modules.get(name.id);
      if (advice === undefined || engine.moduleType([name.id], 0, file)?.kind === 'module') continue;
      if (isGuarded(enclosing(name, 'import', 'importFrom') ?? name, 'ImportError')) continue;
      report({ from: name.from, to: name.to, message: `The board has no module ${name.id}: the import is an ImportError. ${advice}` });
    }
  };
}

export const notOnBoard: Rule = { code: 'not-on-board', severity: 'warning', check: reportOf(ABSENT_MODULES) };

export const otherChip: Rule = { code: 'other-chip', severity: 'warning', check: reportOf(OTHER_CHIPS) };
