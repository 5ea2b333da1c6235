/** The parser's expressions as expressions of ast.ts. What cannot be read becomes `missing`, so that the tree is always whole. */
import type { SyntaxNode } from '@lezer/common';
import type { Argument, ComprehensionClause, Expression, Name, Parameter, StringHole, StringPart } from './ast';
import { numberOf, shapeOf, unescape } from './literals';

/** Deeper expressions are `missing`: no program has them, and walking them would overflow the stack. */
const MAX_DEPTH = 150;

const COMPREHENSIONS: Readonly<Record<string, 'list' | 'set' | 'dict' | 'generator'>> = {
  ArrayComprehensionExpression: 'list',
  SetComprehensionExpression: 'set',
  DictionaryComprehensionExpression: 'dict',
  ComprehensionExpression: 'generator',
};

const EXPRESSIONS = new Set([
  ...['VariableName', 'MemberExpression', 'CallExpression', 'String', 'FormatString', 'ContinuedString', 'Number', 'Boolean', 'None'],
  ...['Ellipsis', 'ParenthesizedExpression', 'TupleExpression', 'ArrayExpression', 'SetExpression', 'DictionaryExpression'],
  ...['LambdaExpression', 'ConditionalExpression', 'BinaryExpression', 'UnaryExpression', 'AwaitExpression', 'YieldExpression'],
  ...['NamedExpression', ...Object.keys(COMPREHENSIONS)],
]);

export function childNodes(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (child.name !== 'Comment') children.push(child);
  return children;
}

export function isToken(node: SyntaxNode | undefined, ...names: readonly string[]): boolean {
  return node !== undefined && names.includes(node.name);
}

const range = (node: SyntaxNode) => ({ from: node.from, to: node.to, parent: undefined });

export class Expressions {
  private depth = 0;

  constructor(private readonly source: string) {}

  text(node: SyntaxNode | undefined): string {
    return node ? this.source.slice(node.from, node.to) : '';
  }

  name(node: SyntaxNode): Name {
    return { kind: 'name', ...range(node), id: this.text(node) };
  }

  /** The names among `nodes`. */
  names(nodes: readonly SyntaxNode[]): Name[] {
    return nodes.filter((node) => node.name === 'VariableName').map((node) => this.name(node));
  }

  missing(at: number): Expression {
    return { kind: 'missing', from: at, to: at, parent: undefined };
  }

  isExpression(node: SyntaxNode): boolean {
    return EXPRESSIONS.has(node.name);
  }

  annotation(typeDef: SyntaxNode): Expression {
    return this.list(
      typeDef,
      childNodes(typeDef).filter((child) => child.name !== ':'),
    );
  }

  /** What stands in a place for one expression, which may be a tuple without parentheses. */
  list(around: SyntaxNode, nodes: readonly SyntaxNode[]): Expression {
    const hasComma = nodes.some((node) => node.name === ',');
    const items = this.items(nodes);
    const [first] = items;
    if (first === undefined) return this.missing(nodes.at(-1)?.to ?? around.to);
    if (!hasComma) return first;
    return { kind: 'tuple', from: first.from, to: nodes.at(-1)?.to ?? first.to, parent: undefined, elements: items };
  }

  optionalList(around: SyntaxNode, nodes: readonly SyntaxNode[]): Expression | undefined {
    return nodes.some((node) => this.isExpression(node)) ? this.list(around, nodes) : undefined;
  }

  /** The expressions among `nodes`, with the stars before them. */
  items(nodes: readonly SyntaxNode[]): Expression[] {
    const items: Expression[] = [];
    let star: SyntaxNode | undefined;
    for (const node of nodes) {
      if (isToken(node, '*', '**')) star = node;
      else if (this.isExpression(node)) {
        const value = this.expression(node);
        items.push(star ? { kind: 'starred', from: star.from, to: value.to, parent: undefined, value } : value);
        star = undefined;
      }
    }
    return items;
  }

  expression(node: SyntaxNode | undefined): Expression {
    if (node === undefined) return this.missing(this.source.length);
    if (this.depth >= MAX_DEPTH) return { kind: 'missing', ...range(node) };
    this.depth++;
    const result = this.convert(node, childNodes(node));
    this.depth--;
    return result;
  }

  private convert(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const comprehension = COMPREHENSIONS[node.name];
    if (comprehension)
      return this.comprehension(
        node,
        children.filter((child) => !isToken(child, '[', ']', '{', '}', '(', ')')),
        comprehension,
      );
    switch (node.name) {
      case 'VariableName':
        return this.name(node);
      case 'MemberExpression':
        return this.member(node, children);
      case 'CallExpression':
        return this.call(
          node,
          this.expression(children[0]),
          children.find((child) => child.name === 'ArgList'),
        );
      case 'String':
      case 'FormatString':
        return this.string(node, [node]);
      case 'ContinuedString':
        return this.string(node, children);
      case 'Number':
        return { kind: 'number', ...range(node), ...numberOf(this.text(node)) };
      case 'Boolean':
        return { kind: 'constant', ...range(node), value: this.text(node) === 'True' };
      case 'None':
        return { kind: 'constant', ...range(node), value: null };
      case 'Ellipsis':
        return { kind: 'constant', ...range(node), value: '...' };
      case 'ParenthesizedExpression':
        return this.list(
          node,
          children.filter((child) => !isToken(child, '(', ')')),
        );
      case 'TupleExpression':
        return { kind: 'tuple', ...range(node), elements: this.items(children) };
      case 'ArrayExpression':
        return { kind: 'list', ...range(node), elements: this.items(children) };
      case 'SetExpression':
        return { kind: 'set', ...range(node), elements: this.items(children) };
      case 'DictionaryExpression':
        return { kind: 'dict', ...range(node), entries: this.entries(children) };
      case 'LambdaExpression':
        return this.lambda(node, children);
      case 'ConditionalExpression': {
        const [then, test, otherwise] = this.items(children);
        return {
          kind: 'conditional',
          ...range(node),
          then: then ?? this.missing(node.to),
          test: test ?? this.missing(node.to),
          otherwise: otherwise ?? this.missing(node.to),
        };
      }
      case 'BinaryExpression':
        return this.binary(node, children);
      case 'UnaryExpression':
        return { kind: 'unary', ...range(node), operator: this.text(children[0]), operand: this.expression(children[1]) };
      case 'AwaitExpression':
        return { kind: 'await', ...range(node), value: this.expression(children[1]) };
      case 'YieldExpression':
      case 'YieldStatement': {
        const isFrom = children.some((child) => child.name === 'from');
        return { kind: 'yield', ...range(node), isFrom, value: this.optionalList(node, children.slice(isFrom ? 2 : 1)) };
      }
      case 'NamedExpression': {
        const [target, , value] = children;
        return target ? this.named(target, value) : this.missing(node.to);
      }
      default:
        return { kind: 'missing', ...range(node) };
    }
  }

  /** `target := value` */
  named(target: SyntaxNode, valueNode: SyntaxNode | undefined): Expression {
    const value = valueNode && this.isExpression(valueNode) ? this.expression(valueNode) : this.missing(target.to);
    if (target.name !== 'VariableName') return value;
    return { kind: 'named', from: target.from, to: Math.max(value.to, target.to), parent: undefined, target: this.name(target), value };
  }

  private member(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const value = this.expression(children[0]);
    const [, operator, ...rest] = children;
    if (operator?.name === '[') return { kind: 'subscript', ...range(node), value, index: this.index(node, rest) };
    const property = rest.find((child) => child.name === 'PropertyName');
    return {
      kind: 'attribute',
      ...range(node),
      value,
      name: property && this.name(property),
      nameFrom: property?.from ?? operator?.to ?? node.to,
    };
  }

  private index(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const inside = children.filter((child) => child.name !== ']');
    if (!inside.some((child) => child.name === ':')) return this.list(node, inside);
    const from = inside[0]?.from ?? node.to;
    return { kind: 'slice', from, to: inside.at(-1)?.to ?? from, parent: undefined, bounds: this.items(inside) };
  }

  private call(node: SyntaxNode, callee: Expression, list: SyntaxNode | undefined): Expression {
    return { kind: 'call', from: callee.from, to: list?.to ?? node.to, parent: undefined, callee, ...argumentsOf(this, list) };
  }

  /** `@a.b(c)`: the parser gives its parts in a row. */
  decorator(node: SyntaxNode): Expression {
    let value: Expression | undefined;
    for (const child of childNodes(node)) {
      if (child.name === 'ArgList' && value) value = this.call(node, value, child);
      else if (child.name === 'VariableName' || child.name === 'PropertyName') {
        const name = this.name(child);
        value = value ? { kind: 'attribute', from: value.from, to: name.to, parent: undefined, value, name, nameFrom: name.from } : name;
      }
    }
    return value ?? this.missing(node.to);
  }

  private string(node: SyntaxNode, literals: readonly SyntaxNode[]): Expression {
    const parts: StringPart[] = [];
    let value: string | undefined = '';
    for (const literal of literals) {
      const { prefix, quote, body } = shapeOf(this.text(literal));
      const isFormat = literal.name === 'FormatString';
      const isBytes = prefix.includes('b');
      const isRaw = prefix.includes('r');
      parts.push({ from: literal.from, to: literal.to, prefix, quote, holes: isFormat ? this.holes(literal) : [] });
      value = isFormat || value === undefined ? undefined : value + unescape(body, { isRaw, isBytes });
    }
    const isBytes = parts.some((part) => part.prefix.includes('b'));
    return { kind: 'string', ...range(node), isBytes, isFormat: value === undefined, parts, value };
  }

  private holes(literal: SyntaxNode): StringHole[] {
    return childNodes(literal)
      .filter((child) => child.name === 'FormatReplacement')
      .map((child) => ({ expression: this.list(child, childNodes(child)), from: child.from, to: child.to }));
  }

  private entries(children: readonly SyntaxNode[]): { key: Expression | undefined; value: Expression }[] {
    const entries: { key: Expression | undefined; value: Expression }[] = [];
    let key: Expression | undefined;
    let isKey = true;
    for (const child of children) {
      if (isToken(child, ',', '**')) isKey = child.name === ',';
      else if (child.name === ':') isKey = false;
      else if (this.isExpression(child) && isKey) key = this.expression(child);
      else if (this.isExpression(child)) {
        entries.push({ key, value: this.expression(child) });
        key = undefined;
      }
    }
    if (key) entries.push({ key, value: this.missing(key.to) });
    return entries;
  }

  private comprehension(node: SyntaxNode, children: readonly SyntaxNode[], type: 'list' | 'set' | 'dict' | 'generator'): Expression {
    const firstFor = children.findIndex((child) => isToken(child, 'for', 'async'));
    const head = this.items(firstFor < 0 ? children : children.slice(0, firstFor));
    const clauses: ComprehensionClause[] = [];
    for (let at = firstFor; at >= 0 && at < children.length;) {
      const isAsync = children[at]?.name === 'async';
      const start = children[at];
      const next = children.findIndex((child, other) => other > at + (isAsync ? 1 : 0) && isToken(child, 'for', 'async'));
      const clause = children.slice(at + (isAsync ? 2 : 1), next < 0 ? undefined : next);
      if (start) clauses.push(this.clause(start, clause, isAsync));
      at = next;
    }
    return { kind: 'comprehension', ...range(node), type, element: head[0] ?? this.missing(node.to), value: head[1], clauses };
  }

  /** `f(x for x in y)`: a generator without parentheses of its own. */
  generatorArgument(list: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    return { ...this.comprehension(list, children, 'generator'), from: children[0]?.from ?? list.from, to: children.at(-1)?.to ?? list.to };
  }

  private clause(start: SyntaxNode, children: readonly SyntaxNode[], isAsync: boolean): ComprehensionClause {
    const inAt = children.findIndex((child) => child.name === 'in');
    const ifAt = children.findIndex((child) => child.name === 'if');
    const iterable = children.slice(inAt < 0 ? children.length : inAt + 1, ifAt < 0 ? undefined : ifAt);
    const last = children.at(-1) ?? start;
    return {
      kind: 'comprehensionClause',
      from: start.from,
      to: last.to,
      parent: undefined,
      target: this.list(start, inAt < 0 ? children : children.slice(0, inAt)),
      iterable: this.list(last, iterable),
      conditions: ifAt < 0 ? [] : this.items(children.slice(ifAt)),
      isAsync,
    };
  }

  private lambda(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const list = children.find((child) => child.name === 'ParamList');
    const colon = children.findIndex((child) => child.name === ':');
    const body = colon < 0 ? undefined : children[colon + 1];
    return {
      kind: 'lambda',
      ...range(node),
      parameters: list ? this.parameters(list) : [],
      body: body ? this.expression(body) : this.missing(node.to),
    };
  }

  private binary(node: SyntaxNode, children: readonly SyntaxNode[]): Expression {
    const left = children[0];
    const rightAt = children.findIndex((child, at) => at > 0 && this.isExpression(child));
    const right = rightAt < 0 ? undefined : children[rightAt];
    const operators = children.slice(1, rightAt < 0 ? undefined : rightAt).filter((child) => child.name !== '⚠');
    const from = operators[0]?.from ?? node.to;
    return {
      kind: 'binary',
      ...range(node),
      operator: this.source.slice(from, operators.at(-1)?.to ?? from).replace(/\s+/g, ' '),
      left: this.expression(left),
      right: right ? this.expression(right) : this.missing(node.to),
    };
  }

  parameters(list: SyntaxNode): Parameter[] {
    const result: Parameter[] = [];
    const isInParentheses = list.firstChild?.name === '(';
    let from = list.from + (isInParentheses ? 1 : 0);
    let star: '' | '*' | '**' = '';
    let name: Name | undefined;
    let annotation: Expression | undefined;
    let defaultValue: Expression | undefined;
    const finish = (to: number): void => {
      const text = this.source.slice(from, to);
      const start = from + text.length - text.trimStart().length;
      const isSlash = name === undefined && text.trim() === '/';
      if (name || star || isSlash)
        result.push({
          kind: 'parameter',
          from: start,
          to: start + text.trim().length,
          parent: undefined,
          name,
          star: isSlash ? '/' : star,
          annotation,
          defaultValue,
        });
      star = '';
      name = annotation = defaultValue = undefined;
      from = to + 1;
    };
    let isDefault = false;
    for (const child of childNodes(list)) {
      if (isToken(child, ',', ')')) {
        finish(child.from);
        isDefault = false;
      } else if (child.name === '*' || child.name === '**') star = child.name;
      else if (child.name === 'AssignOp') isDefault = true;
      else if (child.name === 'TypeDef') annotation = this.annotation(child);
      else if (isDefault && this.isExpression(child)) defaultValue = this.expression(child);
      else if (child.name === 'VariableName') name ??= this.name(child);
    }
    if (list.lastChild?.name !== ')') finish(list.to);
    return result;
  }
}

/** The arguments of a call or the bases of a class. */
export function argumentsOf(
  expressions: Expressions,
  list: SyntaxNode | undefined,
): { args: Argument[]; argsFrom: number; argsTo: number; commas: number[]; isClosed: boolean } {
  if (list === undefined) return { args: [], argsFrom: 0, argsTo: 0, commas: [], isClosed: false };
  const children = childNodes(list);
  const isClosed = children.at(-1)?.name === ')';
  const commas = children.filter((child) => child.name === ',').map((child) => child.from);
  const common = { argsFrom: list.from + 1, argsTo: isClosed ? list.to - 1 : list.to, commas, isClosed };
  if (children.some((child) => child.name === 'for')) {
    const value = expressions.generatorArgument(
      list,
      children.filter((child) => !isToken(child, '(', ')')),
    );
    return { args: [{ kind: 'argument', from: value.from, to: value.to, parent: undefined, name: undefined, value, star: '' }], ...common };
  }
  const args: Argument[] = [];
  let star: SyntaxNode | undefined;
  for (let at = 0; at < children.length; at++) {
    const child = children[at];
    if (child === undefined || isToken(child, '(', ')', ',')) star = undefined;
    else if (isToken(child, '*', '**')) star = child;
    else if (expressions.isExpression(child) && expressions.text(children[at + 1]) === ':=') {
      // The parser gives the parts of `f(x := 1)` in a row.
      const value = expressions.named(child, children[at + 2]);
      args.push({ kind: 'argument', from: value.from, to: value.to, parent: undefined, name: undefined, value, star: '' });
      at += 2;
    } else if (expressions.isExpression(child)) {
      const isNamed = child.name === 'VariableName' && children[at + 1]?.name === 'AssignOp';
      const valueNode = isNamed ? children[at + 2] : child;
      const hasValue = valueNode !== undefined && expressions.isExpression(valueNode);
      const value = hasValue ? expressions.expression(valueNode) : expressions.missing(children[at + 1]?.to ?? child.to);
      args.push({
        kind: 'argument',
        from: (star ?? child).from,
        to: Math.max(value.to, child.to),
        parent: undefined,
        name: isNamed ? expressions.name(child) : undefined,
        value,
        star: star?.name === '*' || star?.name === '**' ? star.name : '',
      });
      if (isNamed) at += hasValue ? 2 : 1;
      star = undefined;
    }
  }
  return { args, ...common };
}
