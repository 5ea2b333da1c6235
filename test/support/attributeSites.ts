/** Every `value.name` of a script, and whether the engine knows the name: what is compared with Pyright, site by site. */
import type { Evaluator } from '../../server/src/analysis/evaluator';
import type { SourceFile } from '../../server/src/analysis/sourceFile';
import { displayType } from '../../server/src/analysis/display';
import { lineAt } from '../../server/src/syntax/parse';
import { walk } from '../../server/src/syntax/ast';

export interface AttributeSite {
  /** `sock.recv`, as the script has it; of a long value only the end. */
  readonly text: string;
  readonly name: string;
  readonly line: number;
  readonly character: number;
  readonly isKnown: boolean;
  /** The value's type, for a reader. */
  readonly valueType: string;
}

const SHOWN_LENGTH = 60;

export function attributeSites(engine: Evaluator, file: SourceFile): AttributeSite[] {
  const sites: AttributeSite[] = [];
  const { source } = file;
  walk(source.module, (node) => {
    if (node.kind !== 'attribute' || node.name === undefined) return true;
    const type = engine.typeOf(node.value);
    const line = lineAt(source, node.name.from);
    sites.push({
      text: source.text.slice(node.from, node.to).slice(-SHOWN_LENGTH),
      name: node.name.id,
      line,
      character: node.name.from - (source.lineStarts[line] ?? 0),
      isKnown: engine.member(type, node.name.id) !== undefined,
      valueType: displayType(type),
    });
    return true;
  });
  return sites;
}
