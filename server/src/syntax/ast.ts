/**
 * The syntax tree that everything in the server reads: what a Python source says, with positions, free of the parser's own
 * node names. A source with errors has a tree too: what is missing is a `missing` expression, so that `s.` is an attribute
 * without a name. Positions are offsets in UTF-16 units. Nodes know their parent; else only
 * an edit writes into them, which moves those that it did not touch into the tree that it makes (keptStatements.ts).
 */

export interface NodeBase {
  readonly from: number;
  readonly to: number;
  /** Undefined for the module alone. */
  parent: Node | undefined;
}

export interface Name extends NodeBase {
  readonly kind: 'name';
  readonly id: string;
}

export interface Attribute extends NodeBase {
  readonly kind: 'attribute';
  readonly value: Expression;
  /** Missing while it is being typed. */
  readonly name: Name | undefined;
  /** Where the name begins or would begin: just after the dot. */
  readonly nameFrom: number;
}

export interface Subscript extends NodeBase {
  readonly kind: 'subscript';
  readonly value: Expression;
  readonly index: Expression;
}

export interface Argument extends NodeBase {
  readonly kind: 'argument';
  readonly name: Name | undefined;
  readonly value: Expression;
  readonly star: '' | '*' | '**';
}

export interface Call extends NodeBase {
  readonly kind: 'call';
  readonly callee: Expression;
  readonly args: readonly Argument[];
  /** Just after the opening parenthesis. */
  readonly argsFrom: number;
  /** Just before the closing parenthesis, or the end of the call when that is missing. */
  readonly argsTo: number;
  /** Offsets of the commas between the arguments. */
  readonly commas: readonly number[];
  readonly isClosed: boolean;
}

/** Part of an f-string between braces. */
export interface StringHole {
  readonly expression: Expression;
  readonly from: number;
  readonly to: number;
}

/** One literal of an implicit concatenation. */
export interface StringPart {
  readonly from: number;
  readonly to: number;
  readonly prefix: string;
  readonly quote: string;
  readonly holes: readonly StringHole[];
}

export interface StringLiteral extends NodeBase {
  readonly kind: 'string';
  readonly isBytes: boolean;
  readonly isFormat: boolean;
  readonly parts: readonly StringPart[];
  /** What the literal stands for, one character a byte for bytes; undefined for an f-string. */
  readonly value: string | undefined;
}

export interface NumberLiteral extends NodeBase {
  readonly kind: 'number';
  readonly value: number;
  readonly type: 'int' | 'float' | 'complex';
}

export interface Constant extends NodeBase {
  readonly kind: 'constant';
  readonly value: true | false | null | '...';
}

export interface Sequence extends NodeBase {
  readonly kind: 'tuple' | 'list' | 'set';
  readonly elements: readonly Expression[];
}

export interface DictDisplay extends NodeBase {
  readonly kind: 'dict';
  /** Without a key: `**value`. */
  readonly entries: readonly { readonly key: Expression | undefined; readonly value: Expression }[];
}

export interface ComprehensionClause extends NodeBase {
  readonly kind: 'comprehensionClause';
  readonly target: Expression;
  readonly iterable: Expression;
  readonly conditions: readonly Expression[];
  readonly isAsync: boolean;
}

export interface Comprehension extends NodeBase {
  readonly kind: 'comprehension';
  readonly type: 'list' | 'set' | 'dict' | 'generator';
  readonly element: Expression;
  /** Of a dict comprehension, whose `element` is the key. */
  readonly value: Expression | undefined;
  readonly clauses: readonly ComprehensionClause[];
}

export interface Lambda extends NodeBase {
  readonly kind: 'lambda';
  readonly parameters: readonly Parameter[];
  readonly body: Expression;
}

export interface Conditional extends NodeBase {
  readonly kind: 'conditional';
  readonly test: Expression;
  readonly then: Expression;
  readonly otherwise: Expression;
}

export interface Binary extends NodeBase {
  readonly kind: 'binary';
  /** `+`, `and`, `is not`, `not in`, `<`, … A chain `a < b < c` is a comparison whose left side is a comparison. */
  readonly operator: string;
  readonly left: Expression;
  readonly right: Expression;
}

export interface Unary extends NodeBase {
  readonly kind: 'unary';
  readonly operator: string;
  readonly operand: Expression;
}

export interface Await extends NodeBase {
  readonly kind: 'await';
  readonly value: Expression;
}

export interface Yield extends NodeBase {
  readonly kind: 'yield';
  readonly isFrom: boolean;
  readonly value: Expression | undefined;
}

export interface Starred extends NodeBase {
  readonly kind: 'starred';
  readonly value: Expression;
}

export interface NamedExpression extends NodeBase {
  readonly kind: 'named';
  readonly target: Name;
  readonly value: Expression;
}

export interface Slice extends NodeBase {
  readonly kind: 'slice';
  readonly bounds: readonly Expression[];
}

/** Where an expression should be and none is, or one that cannot be read. */
export interface Missing extends NodeBase {
  readonly kind: 'missing';
}

export type Expression =
  | Name
  | Attribute
  | Subscript
  | Call
  | StringLiteral
  | NumberLiteral
  | Constant
  | Sequence
  | DictDisplay
  | Comprehension
  | Lambda
  | Conditional
  | Binary
  | Unary
  | Await
  | Yield
  | Starred
  | NamedExpression
  | Slice
  | Missing;

export interface Parameter extends NodeBase {
  readonly kind: 'parameter';
  /** Missing for the bare `*` and `/`. */
  readonly name: Name | undefined;
  readonly star: '' | '*' | '**' | '/';
  readonly annotation: Expression | undefined;
  readonly defaultValue: Expression | undefined;
}

export interface ExpressionStatement extends NodeBase {
  readonly kind: 'expression';
  readonly value: Expression;
}

export interface Assign extends NodeBase {
  readonly kind: 'assign';
  /** `a = b = value` has two. */
  readonly targets: readonly Expression[];
  readonly annotation: Expression | undefined;
  readonly value: Expression | undefined;
}

export interface AugmentedAssign extends NodeBase {
  readonly kind: 'augmentedAssign';
  readonly target: Expression;
  readonly operator: string;
  readonly value: Expression;
}

export interface Return extends NodeBase {
  readonly kind: 'return';
  readonly value: Expression | undefined;
}

export interface Raise extends NodeBase {
  readonly kind: 'raise';
  readonly value: Expression | undefined;
  readonly cause: Expression | undefined;
}

export interface Assert extends NodeBase {
  readonly kind: 'assert';
  readonly test: Expression;
  readonly message: Expression | undefined;
}

export interface Delete extends NodeBase {
  readonly kind: 'delete';
  readonly targets: readonly Expression[];
}

export interface ImportedName extends NodeBase {
  readonly kind: 'importedName';
  /** Dotted for `import a.b`, simple for `from a import b`. */
  readonly path: readonly Name[];
  readonly alias: Name | undefined;
}

export interface Import extends NodeBase {
  readonly kind: 'import';
  readonly names: readonly ImportedName[];
}

export interface ImportFrom extends NodeBase {
  readonly kind: 'importFrom';
  /** Number of leading dots. */
  readonly level: number;
  readonly module: readonly Name[];
  readonly names: readonly ImportedName[];
  readonly isStar: boolean;
  /** Where `import` begins; undefined while it is not written yet. */
  readonly importFrom: number | undefined;
}

export interface ScopeStatement extends NodeBase {
  readonly kind: 'global' | 'nonlocal';
  readonly names: readonly Name[];
}

export interface If extends NodeBase {
  readonly kind: 'if';
  readonly branches: readonly { readonly test: Expression; readonly body: readonly Statement[] }[];
  readonly otherwise: readonly Statement[] | undefined;
}

export interface While extends NodeBase {
  readonly kind: 'while';
  readonly test: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[] | undefined;
}

export interface For extends NodeBase {
  readonly kind: 'for';
  readonly isAsync: boolean;
  readonly target: Expression;
  readonly iterable: Expression;
  readonly body: readonly Statement[];
  readonly otherwise: readonly Statement[] | undefined;
}

export interface WithItem extends NodeBase {
  readonly kind: 'withItem';
  readonly value: Expression;
  readonly target: Expression | undefined;
}

export interface With extends NodeBase {
  readonly kind: 'with';
  readonly isAsync: boolean;
  readonly items: readonly WithItem[];
  readonly body: readonly Statement[];
}

export interface ExceptHandler extends NodeBase {
  readonly kind: 'except';
  /** Undefined for a bare `except:`. */
  readonly type: Expression | undefined;
  readonly name: Name | undefined;
  readonly body: readonly Statement[];
}

export interface Try extends NodeBase {
  readonly kind: 'try';
  readonly body: readonly Statement[];
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: readonly Statement[] | undefined;
  readonly finally: readonly Statement[] | undefined;
}

export interface FunctionDef extends NodeBase {
  readonly kind: 'function';
  readonly isAsync: boolean;
  readonly name: Name | undefined;
  readonly parameters: readonly Parameter[];
  readonly returns: Expression | undefined;
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
  /** Just after the closing parenthesis of the parameters. */
  readonly headTo: number;
}

export interface ClassDef extends NodeBase {
  readonly kind: 'class';
  readonly name: Name | undefined;
  readonly bases: readonly Argument[];
  readonly decorators: readonly Expression[];
  readonly body: readonly Statement[];
}

export interface Simple extends NodeBase {
  readonly kind: 'pass' | 'break' | 'continue';
}

/** A statement that MicroPython does not have (`match`, `type`): its expressions and bodies are kept, so that names in it are known. */
export interface Foreign extends NodeBase {
  readonly kind: 'foreign';
  readonly expressions: readonly Expression[];
  readonly bodies: readonly (readonly Statement[])[];
}

export type Statement =
  | ExpressionStatement
  | Assign
  | AugmentedAssign
  | Return
  | Raise
  | Assert
  | Delete
  | Import
  | ImportFrom
  | ScopeStatement
  | If
  | While
  | For
  | With
  | Try
  | FunctionDef
  | ClassDef
  | Simple
  | Foreign;

export interface Module extends NodeBase {
  readonly kind: 'module';
  readonly body: readonly Statement[];
}

export type Node = Expression | Statement | Module | Argument | Parameter | ComprehensionClause | ImportedName | WithItem | ExceptHandler;

/** The nodes directly inside `node`, in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case 'name':
    case 'number':
    case 'constant':
    case 'missing':
    case 'pass':
    case 'break':
    case 'continue':
      return [];
    case 'attribute':
      return present(node.value, node.name);
    case 'subscript':
      return [node.value, node.index];
    case 'argument':
      return present(node.name, node.value);
    case 'call':
      return [node.callee, ...node.args];
    case 'string':
      return node.parts.flatMap((part) => part.holes.map((hole) => hole.expression));
    case 'tuple':
    case 'list':
    case 'set':
      return node.elements;
    case 'dict':
      return node.entries.flatMap(({ key, value }) => present(key, value));
    case 'comprehensionClause':
      return [node.target, node.iterable, ...node.conditions];
    case 'comprehension':
      return present(node.element, node.value, ...node.clauses);
    case 'lambda':
      return [...node.parameters, node.body];
    case 'conditional':
      return [node.then, node.test, node.otherwise];
    case 'binary':
      return [node.left, node.right];
    case 'unary':
      return [node.operand];
    case 'await':
    case 'starred':
    case 'expression':
      return [node.value];
    case 'yield':
    case 'return':
      return present(node.value);
    case 'named':
      return [node.target, node.value];
    case 'slice':
      return node.bounds;
    case 'parameter':
      return present(node.name, node.annotation, node.defaultValue);
    case 'assign':
      return present(...node.targets, node.annotation, node.value);
    case 'augmentedAssign':
      return [node.target, node.value];
    case 'raise':
      return present(node.value, node.cause);
    case 'assert':
      return present(node.test, node.message);
    case 'delete':
      return node.targets;
    case 'importedName':
      return present(...node.path, node.alias);
    case 'import':
      return node.names;
    case 'importFrom':
      return [...node.module, ...node.names];
    case 'global':
    case 'nonlocal':
      return node.names;
    case 'if':
      return [...node.branches.flatMap(({ test, body }) => [test, ...body]), ...(node.otherwise ?? [])];
    case 'while':
      return [node.test, ...node.body, ...(node.otherwise ?? [])];
    case 'for':
      return [node.target, node.iterable, ...node.body, ...(node.otherwise ?? [])];
    case 'withItem':
      return present(node.value, node.target);
    case 'with':
      return [...node.items, ...node.body];
    case 'except':
      return present(node.type, node.name, ...node.body);
    case 'try':
      return [...node.body, ...node.handlers, ...(node.otherwise ?? []), ...(node.finally ?? [])];
    case 'function':
      return present(...node.decorators, node.name, ...node.parameters, node.returns, ...node.body);
    case 'class':
      return present(...node.decorators, node.name, ...node.bases, ...node.body);
    case 'foreign':
      return [...node.expressions, ...node.bodies.flat()];
    case 'module':
      return node.body;
  }
}

function present(...nodes: readonly (Node | undefined)[]): Node[] {
  return nodes.filter((node) => node !== undefined);
}

/** Every list of statements directly inside `node`. */
export function blocksOf(node: Node): readonly (readonly Statement[])[] {
  switch (node.kind) {
    case 'if':
      return [...node.branches.map(({ body }) => body), ...(node.otherwise ? [node.otherwise] : [])];
    case 'while':
    case 'for':
      return [node.body, ...(node.otherwise ? [node.otherwise] : [])];
    case 'try':
      return [node.body, ...(node.otherwise ? [node.otherwise] : []), ...(node.finally ? [node.finally] : [])];
    case 'with':
    case 'except':
    case 'function':
    case 'class':
    case 'module':
      return [node.body];
    case 'foreign':
      return node.bodies;
    default:
      return [];
  }
}

/** Calls `visit` for `node` and everything inside; `visit` returns false to keep out of a node's inside. */
export function walk(node: Node, visit: (node: Node) => boolean | undefined): void {
  if (visit(node) === false) return;
  for (const child of childrenOf(node)) walk(child, visit);
}

/** Like `walk` over statements, but keeps out of the functions, classes and lambdas inside: what is there runs at another time. */
export function walkOwn(body: readonly Statement[], visit: (node: Node) => void): void {
  for (const statement of body)
    walk(statement, (node) => {
      if (node.kind === 'function' || node.kind === 'class' || node.kind === 'lambda') return false;
      visit(node);
      return true;
    });
}

/** `['a', 'b']` of `a.b` in an import. */
export function idsOf(names: readonly Name[]): string[] {
  return names.map(({ id }) => id);
}

/** The innermost node that contains the offset; at a border between two, the one that ends there (`s.|`). */
export function nodeAt(root: Node, offset: number): Node {
  let found = root;
  for (;;) {
    const children = childrenOf(found);
    const next =
      children.find((child) => child.from < offset && offset <= child.to) ??
      children.find((child) => child.from <= offset && offset <= child.to);
    if (next === undefined) return found;
    found = next;
  }
}

/** The nearest node of one of these kinds around `node`, itself included. */
export function enclosing<K extends Node['kind']>(node: Node | undefined, ...kinds: readonly K[]): Extract<Node, { kind: K }> | undefined {
  for (let at = node; at !== undefined; at = at.parent)
    if ((kinds as readonly string[]).includes(at.kind)) return at as Extract<Node, { kind: K }>;
  return undefined;
}
