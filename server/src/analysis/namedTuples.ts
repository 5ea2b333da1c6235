/** `namedtuple('Point', ('x', 'y'))` is the class that a text would declare. */
import type { Call, Expression } from '../syntax/ast';
import { stubUri } from './program';
import { makeSourceFile, type SourceFile } from './sourceFile';

/** The text as a file, with the class as its only name; undefined when the call does not tell the fields. */
export function namedTupleFile({ args: [nameArgument, fieldsArgument] }: Call): SourceFile | undefined {
  const name = nameArgument?.value.kind === 'string' ? nameArgument.value.value : undefined;
  const fields = fieldsArgument && fieldNames(fieldsArgument.value);
  if (!name || !fields || !/^\w+$/.test(name)) return undefined;
  const head = `class ${name}(tuple):\n    def __init__(self, ${fields.join(', ')}): ...\n`;
  const text = head + fields.map((field) => `    ${field} = ...\n`).join('');
  return makeSourceFile({ uri: stubUri(`namedtuple.${name}`), text, stubName: 'namedtuple' });
}

function fieldNames(fields: Expression): string[] | undefined {
  const names =
    fields.kind === 'string'
      ? (fields.value ?? '').split(/[\s,]+/)
      : fields.kind === 'tuple' || fields.kind === 'list'
        ? fields.elements.map((element) => (element.kind === 'string' ? (element.value ?? '') : ''))
        : undefined;
  return names?.every((name) => /^[A-Za-z]\w*$/.test(name)) ? names : undefined;
}
