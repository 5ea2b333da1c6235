/**
 * The binder: which names a source binds, in which scope, and by what. It looks at one file alone and decides nothing about types.
 * Scopes follow Python: modules, classes, functions, lambdas and comprehensions have their own; a class's names are not seen from its
 * methods. What methods assign to `self.x` is kept with the class.
 */
import {
  childrenOf,
  type Assign,
  type Attribute,
  type ClassDef,
  type Comprehension,
  type ExceptHandler,
  type Expression,
  type FunctionDef,
  type Import,
  type ImportedName,
  type ImportFrom,
  type Lambda,
  type Module,
  type Name,
  type Node,
  type Parameter,
} from '../syntax/ast';

export type ScopeNode = Module | ClassDef | FunctionDef | Lambda | Comprehension;

export interface Scope {
  readonly kind: ScopeNode['kind'];
  readonly node: ScopeNode;
  readonly parent: Scope | undefined;
  readonly symbols: Map<string, SymbolInScope>;
  readonly starImports: ImportFrom[];
  /** Of a class: what its methods assign to attributes of their first parameter. */
  readonly instanceAttributes: Map<string, Binding[]>;
  /** Names that a `global` or `nonlocal` statement sends elsewhere. */
  readonly redirected: Map<string, 'global' | 'nonlocal'>;
}

export interface SymbolInScope {
  readonly name: string;
  readonly scope: Scope;
  /** In the order of the text. */
  readonly bindings: Binding[];
}

/** A position inside an unpacked value: an index (negative: from the end), or all that a starred target takes. */
export type UnpackStep = number | 'rest';

interface BindingBase {
  /** Where the name stands that is bound. */
  readonly name: Name;
  /** The innermost statement, handler, parameter or comprehension clause that binds. */
  readonly owner: Node;
}

export type Binding = BindingBase &
  (
    | {
        readonly kind: 'assign';
        readonly value: Expression | undefined;
        readonly annotation: Expression | undefined;
        readonly unpack: readonly UnpackStep[];
      }
    | { readonly kind: 'iteration'; readonly iterable: Expression; readonly isAsync: boolean; readonly unpack: readonly UnpackStep[] }
    | { readonly kind: 'with'; readonly value: Expression; readonly isAsync: boolean; readonly unpack: readonly UnpackStep[] }
    | { readonly kind: 'except'; readonly handler: ExceptHandler }
    | { readonly kind: 'import'; readonly imported: ImportedName }
    | { readonly kind: 'importFrom'; readonly imported: ImportedName; readonly statement: ImportFrom }
    | { readonly kind: 'function'; readonly node: FunctionDef }
    | { readonly kind: 'class'; readonly node: ClassDef }
    | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly of: FunctionDef | Lambda }
  );

export interface Scopes {
  readonly module: Scope;
  /** The scope that a node's names are looked up in. */
  scopeOf(node: Node): Scope;
  /** The scope that a class, function, lambda or comprehension opens. */
  scopeOpenedBy(node: ScopeNode): Scope | undefined;
}

export function bind(module: Module): Scopes {
  return new Binder(module);
}

class Binder implements Scopes {
  readonly module: Scope;
  private readonly opened = new WeakMap<Node, Scope>();

  constructor(module: Module) {
    this.module = this.open(module, undefined);
    for (const child of module.body) this.visit(child, this.module);
  }

  scopeOpenedBy(node: ScopeNode): Scope | undefined {
    return this.opened.get(node);
  }

  scopeOf(node: Node): Scope {
    let from: Node = node;
    for (let at = node.parent; at !== undefined; from = at, at = at.parent) {
      // Annotations and defaults are evaluated outside of the function.
      if (at.kind === 'parameter' && from !== at.name && at.parent?.parent) at = at.parent;
      const scope = this.opened.get(at);
      if (scope && isInsideScope(at, from)) return scope;
    }
    return this.module;
  }

  private open(node: ScopeNode, parent: Scope | undefined): Scope {
    const scope: Scope = {
      kind: node.kind,
      node,
      parent,
      symbols: new Map(),
      starImports: [],
      instanceAttributes: new Map(),
      redirected: new Map(),
    };
    this.opened.set(node, scope);
    return scope;
  }

  private visit(node: Node, scope: Scope): void {
    switch (node.kind) {
      case 'function':
        return this.visitFunction(node, scope);
      case 'lambda':
        return this.visitLambda(node, scope);
      case 'class':
        return this.visitClass(node, scope);
      case 'comprehension':
        return this.visitComprehension(node, scope);
      case 'assign':
        for (const target of node.targets) this.bindTarget(target, scope, [], (name, unpack) => assignBinding(node, name, unpack));
        break;
      case 'augmentedAssign':
        // Its value is known only after its old one: the earlier bindings say more.
        break;
      case 'for':
        this.bindTarget(node.target, scope, [], (name, unpack) => {
          return { kind: 'iteration', name, owner: node, iterable: node.iterable, isAsync: node.isAsync, unpack };
        });
        break;
      case 'with':
        for (const { value, target } of node.items)
          if (target)
            this.bindTarget(target, scope, [], (name, unpack) => ({
              kind: 'with',
              name,
              owner: node,
              value,
              isAsync: node.isAsync,
              unpack,
            }));
        break;
      case 'except':
        if (node.name) this.add(scope, { kind: 'except', name: node.name, owner: node, handler: node });
        break;
      case 'named':
        this.add(closestBlockScope(scope), {
          kind: 'assign',
          name: node.target,
          owner: node,
          value: node.value,
          annotation: undefined,
          unpack: [],
        });
        break;
      case 'import':
        this.bindImport(node, scope);
        return;
      case 'importFrom':
        this.bindImportFrom(node, scope);
        return;
      case 'global':
      case 'nonlocal':
        for (const name of node.names) scope.redirected.set(name.id, node.kind);
        return;
      default:
        break;
    }
    for (const child of childrenOf(node)) this.visit(child, scope);
  }

  private visitFunction(node: FunctionDef, scope: Scope): void {
    if (node.name) this.add(scope, { kind: 'function', name: node.name, owner: node, node });
    const inner = this.open(node, scope);
    for (const decorator of node.decorators) this.visit(decorator, scope);
    if (node.returns) this.visit(node.returns, scope);
    this.bindParameters(node, inner, scope);
    for (const child of node.body) this.visit(child, inner);
  }

  private visitLambda(node: Lambda, scope: Scope): void {
    const inner = this.open(node, scope);
    this.bindParameters(node, inner, scope);
    this.visit(node.body, inner);
  }

  private bindParameters(node: FunctionDef | Lambda, inner: Scope, outer: Scope): void {
    for (const parameter of node.parameters) {
      if (parameter.name) this.add(inner, { kind: 'parameter', name: parameter.name, owner: parameter, parameter, of: node });
      if (parameter.annotation) this.visit(parameter.annotation, outer);
      if (parameter.defaultValue) this.visit(parameter.defaultValue, outer);
    }
  }

  private visitClass(node: ClassDef, scope: Scope): void {
    if (node.name) this.add(scope, { kind: 'class', name: node.name, owner: node, node });
    const inner = this.open(node, scope);
    for (const child of [...node.decorators, ...node.bases]) this.visit(child, scope);
    for (const child of node.body) this.visit(child, inner);
  }

  private visitComprehension(node: Comprehension, scope: Scope): void {
    const inner = this.open(node, scope);
    for (const clause of node.clauses) {
      this.bindTarget(clause.target, inner, [], (name, unpack) => {
        return { kind: 'iteration', name, owner: clause, iterable: clause.iterable, isAsync: clause.isAsync, unpack };
      });
      for (const child of childrenOf(clause)) this.visit(child, inner);
    }
    this.visit(node.element, inner);
    if (node.value) this.visit(node.value, inner);
  }

  private bindTarget(
    target: Expression,
    scope: Scope,
    unpack: readonly UnpackStep[],
    make: (name: Name, unpack: readonly UnpackStep[]) => Binding,
  ): void {
    if (target.kind === 'name') this.add(scope, make(target, unpack));
    else if (target.kind === 'attribute') this.bindAttribute(target, scope, (name) => make(name, unpack));
    else if (target.kind === 'tuple' || target.kind === 'list') {
      const starAt = target.elements.findIndex((element) => element.kind === 'starred');
      target.elements.forEach((element, index) => {
        const isAfterStar = starAt >= 0 && index > starAt;
        const step: UnpackStep = index === starAt ? 'rest' : isAfterStar ? index - target.elements.length : index;
        const inner = element.kind === 'starred' ? element.value : element;
        this.bindTarget(inner, scope, [...unpack, step], make);
      });
    }
  }

  /** `self.x = …` in a method, also from a function inside it. */
  private bindAttribute(target: Attribute, scope: Scope, make: (name: Name) => Binding): void {
    if (target.value.kind !== 'name' || target.name === undefined) return;
    const self = target.value.id;
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      if (!at.symbols.has(self)) continue;
      const isSelf = at.node.kind === 'function' && at.node.parameters[0]?.name?.id === self && at.parent?.kind === 'class';
      if (!isSelf || at.parent === undefined) return;
      const bindings = at.parent.instanceAttributes.get(target.name.id) ?? [];
      bindings.push(make(target.name));
      at.parent.instanceAttributes.set(target.name.id, bindings);
      return;
    }
  }

  private bindImport(node: Import, scope: Scope): void {
    for (const imported of node.names) {
      const name = imported.alias ?? imported.path[0];
      if (name) this.add(scope, { kind: 'import', name, owner: node, imported });
    }
  }

  private bindImportFrom(node: ImportFrom, scope: Scope): void {
    if (node.isStar) scope.starImports.push(node);
    for (const imported of node.names) {
      const name = imported.alias ?? imported.path[0];
      if (name) this.add(scope, { kind: 'importFrom', name, owner: node, imported, statement: node });
    }
  }

  private add(scope: Scope, binding: Binding): void {
    const home = this.homeOf(scope, binding.name.id);
    const symbol = home.symbols.get(binding.name.id) ?? { name: binding.name.id, scope: home, bindings: [] };
    symbol.bindings.push(binding);
    home.symbols.set(symbol.name, symbol);
  }

  private homeOf(scope: Scope, name: string): Scope {
    const redirection = scope.redirected.get(name);
    if (redirection === 'global') return this.module;
    if (redirection === 'nonlocal')
      for (let at = scope.parent; at !== undefined; at = at.parent) if (at.kind === 'function' && at.symbols.has(name)) return at;
    return scope;
  }
}

function assignBinding(node: Assign, name: Name, unpack: readonly UnpackStep[]): Binding {
  return { kind: 'assign', name, owner: node, value: node.value, annotation: node.annotation, unpack };
}

/** Decorators, defaults, annotations and bases are outside of the scope that their node opens; a comprehension is wholly inside. */
function isInsideScope(scopeNode: Node, child: Node): boolean {
  switch (scopeNode.kind) {
    case 'function':
      return (scopeNode.body as readonly Node[]).includes(child) || (child.kind === 'parameter' && scopeNode.parameters.includes(child));
    case 'class':
      return (scopeNode.body as readonly Node[]).includes(child);
    case 'lambda':
      return child === scopeNode.body || (child.kind === 'parameter' && scopeNode.parameters.includes(child));
    default:
      return true;
  }
}

/** Where `:=` binds: comprehensions pass it on. */
function closestBlockScope(scope: Scope): Scope {
  return scope.kind === 'comprehension' && scope.parent ? closestBlockScope(scope.parent) : scope;
}

/** The symbol that a name means in a scope, by Python's rules, and the scope that it was found from. */
export function findSymbol(scope: Scope, name: string): SymbolInScope | undefined {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
    if (at.kind === 'class' && at !== scope) continue;
    if (at.redirected.get(name) === 'global') return moduleScope(at).symbols.get(name);
    const symbol = at.redirected.has(name) ? undefined : at.symbols.get(name);
    if (symbol) return symbol;
  }
  return undefined;
}

export function moduleScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent) at = at.parent;
  return at;
}
