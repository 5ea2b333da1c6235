/** What can be imported: the firmware's modules, and the user's files beside the script and in `lib`. */
import type { Evaluator } from '../../analysis/evaluator';
import type { SourceFile } from '../../analysis/sourceFile';
import type { ImportFrom } from '../../syntax/ast';
import { Rank, rankOf, type Completion } from './item';
import { members } from './members';

export function inImportFrom(engine: Evaluator, file: SourceFile, node: ImportFrom, offset: number): Completion[] {
  if (node.importFrom === undefined || offset < node.importFrom) {
    const before = file.source.text.slice(node.from, offset);
    if (/^from\s+[\w.]+\s+\w*$/.test(before)) return [{ label: 'import', kind: 'keyword', source: undefined, rank: Rank.expected }];
    return modules(engine, file, offset);
  }
  if (offset < node.importFrom + 'import'.length) return [];
  const module = engine.importedModule(node);
  const taken = new Set(node.names.filter((name) => offset < name.from || offset > name.to).map((name) => name.path[0]?.id));
  return module ? members(engine, module).filter(({ label }) => !taken.has(label)) : [];
}

/** Modules below the dotted path that is written before the place. */
export function modules(engine: Evaluator, file: SourceFile, offset: number): Completion[] {
  const written = /([\w.]*)$/.exec(file.source.text.slice(0, offset))?.[1] ?? '';
  const level = /^\.*/.exec(written)?.[0].length ?? 0;
  const parents = written.slice(level).split('.').slice(0, -1);
  const own = engine.program.userModules(parents, level, file);
  const parent = parents.join('.');
  const onBoard = level > 0 ? [] : parent ? engine.program.boardSubmodules(parent) : engine.program.boardModules();
  const names = new Set([...own, ...onBoard.filter((name) => !name.includes('.'))]);
  return [...names].map((name): Completion => {
    const type = own.includes(name) || level > 0 ? engine.moduleType([...parents, name], level, file) : undefined;
    const path = parent ? `${parent}.${name}` : name;
    const uri = type?.kind === 'module' ? type.file.uri : engine.program.boardUri(path);
    return { label: name, kind: 'module', source: { uri, name }, rank: own.includes(name) ? Rank.argument : rankOf(name) };
  });
}
