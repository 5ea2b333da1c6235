/** Types and signatures as Python would write them, for hover, completion and inlay hints. */
import type { Expression, Parameter } from '../syntax/ast';
import { fileOf } from './sourceFile';
import type { Signature, SignatureParameter } from './signatures';
import type { LiteralValue, Type } from './types';

export interface DisplayOptions {
  /** Whether literals show their value: `Literal[3]` or `int`. */
  readonly showsLiterals?: boolean;
}

/** Nested deeper, a type tells a reader nothing. */
const MAX_DEPTH = 4;

export function displayType(type: Type, options: DisplayOptions = {}, depth = 0): string {
  if (depth > MAX_DEPTH) return '…';
  const inner = (other: Type): string => displayType(other, options, depth + 1);
  switch (type.kind) {
    case 'unknown':
      return 'Any';
    case 'never':
      return 'NoReturn';
    case 'none':
      return 'None';
    case 'module':
      return `module ${moduleName(type.file.stubName ?? type.file.uri)}`;
    case 'namespace':
      return `package ${moduleName(type.path)}`;
    case 'class':
      return `type[${type.declaration.name}]`;
    case 'instance': {
      if (type.literal && options.showsLiterals) return displayLiteral(type.literal);
      if (type.elements) return `tuple[${type.elements.map(inner).join(', ') || '()'}]`;
      const { name } = type.declaration;
      if (type.args.length === 0 || type.args.every(({ kind }) => kind === 'unknown')) return name;
      return name === 'tuple' ? `tuple[${type.args.map(inner).join(', ')}, ...]` : `${name}[${type.args.map(inner).join(', ')}]`;
    }
    case 'function':
    case 'overloaded':
      return 'function';
    case 'callable':
      return `Callable[[${type.parameters?.map(inner).join(', ') ?? '...'}], ${inner(type.returns)}]`;
    case 'union':
      return displayUnion(type.members.map(inner));
    case 'typeVariable':
      return type.name === 'Self' ? 'Self' : type.name.replace(/^_/, '');
  }
}

function displayUnion(members: readonly string[]): string {
  const distinct = [...new Set(members)];
  return [...distinct.filter((member) => member !== 'None'), ...distinct.filter((member) => member === 'None')].join(' | ');
}

export function displayLiteral({ type, value }: LiteralValue): string {
  if (type === 'bool') return value ? 'True' : 'False';
  if (type === 'int' || type === 'float') return String(value);
  return `${type === 'bytes' ? 'b' : ''}${quoted(String(value))}`;
}

function quoted(text: string): string {
  const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return `'${shown.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')}'`;
}

function moduleName(path: string): string {
  return (
    path
      .split('/')
      .at(-1)
      ?.replace(/\.pyi?$/, '') ?? path
  );
}

export interface DisplayedSignature {
  /** `recv(bufsize: int, /) -> bytes` */
  readonly label: string;
  /** Where each parameter stands in the label, in the order of the signature. */
  readonly parameters: readonly (readonly [from: number, to: number])[];
}

export function displaySignature(name: string, signature: Signature): DisplayedSignature {
  let label = `${name}(`;
  const ranges: [number, number][] = [];
  const { parameters } = signature;
  parameters.forEach((parameter, index) => {
    if (index > 0) label += ', ';
    if (parameter.kind === 'keywordOnly' && parameters[index - 1]?.kind !== 'keywordOnly' && parameters[index - 1]?.star !== '*')
      label += '*, ';
    const from = label.length;
    label += displayParameter(parameter);
    ranges.push([from, label.length]);
    if (parameter.kind === 'positionalOnly' && parameter.node && parameters[index + 1]?.kind !== 'positionalOnly') label += ', /';
  });
  const returns =
    signature.fn?.node.kind === 'function' && signature.fn.node.name?.id === '__init__' ? '' : ` -> ${displayType(signature.returns())}`;
  return { label: `${label})${returns}`, parameters: ranges };
}

function displayParameter({ name, star, node, type }: SignatureParameter): string {
  const annotation = node?.annotation ? `: ${displayType(type())}` : inferredAnnotation(type());
  const value = node?.defaultValue ? sourceOf(node.defaultValue) : undefined;
  const defaultText = value === undefined ? '' : annotation ? ` = ${value}` : `=${value}`;
  return `${star}${name}${annotation}${defaultText}`;
}

function inferredAnnotation(type: Type): string {
  return type.kind === 'unknown' ? '' : `: ${displayType(type)}`;
}

function sourceOf(node: Expression | Parameter): string {
  return fileOf(node).source.text.slice(node.from, node.to);
}
