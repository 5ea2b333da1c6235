/**
 * The parser's statements as statements of ast.ts. Lezer's tree is concrete: it names tokens and leaves their meaning to their
 * order, so each function here walks the children of one construct from left to right.
 */
import type { SyntaxNode, Tree } from '@lezer/common';
import {
  childrenOf,
  type Argument,
  type ExceptHandler,
  type Expression,
  type ImportedName,
  type Module,
  type Name,
  type Node,
  type Statement,
  type WithItem,
} from './ast';
import { argumentsOf, childNodes, Expressions, isToken } from './expressions';
import { KeptStatements } from './keptStatements';

export function toModule(tree: Tree, text: string): Module {
  const converter = new Statements(text);
  const module: Module = {
    kind: 'module',
    from: 0,
    to: text.length,
    parent: undefined,
    body: converter.block(tree.topNode).filter(({ from }) => from <= text.length),
  };
  linkParents(module, text.length, converter.kept);
  return module;
}

/** Also ends at the end of the text what the parser read beyond it (trees.ts). */
function linkParents(root: Node, length: number, kept: KeptStatements): void {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const child of childrenOf(node)) {
      const isKept = kept.passOn(child);
      child.parent = node;
      if (child.to > length) (child as { to: number }).to = length;
      if (!isKept) open.push(child);
    }
  }
}

const range = (node: SyntaxNode) => ({ from: node.from, to: node.to, parent: undefined });

/** Statements nested deeper than this are left out: no program has them, and a broken text may. */
const MAX_DEPTH = 100;

class Statements extends Expressions {
  readonly kept = new KeptStatements();
  private statementDepth = 0;

  /** The statements of a body or of the whole script. */
  block(body: SyntaxNode | undefined): Statement[] {
    if (body === undefined || this.statementDepth >= MAX_DEPTH) return [];
    this.statementDepth++;
    const statements = childNodes(body).flatMap((child) => this.statement(child));
    this.statementDepth--;
    return statements;
  }

  private statement(node: SyntaxNode): Statement[] {
    const kept = this.kept.find(node);
    if (kept) return [kept];
    const made = this.make(node);
    const [statement] = made;
    if (statement && made.length === 1) this.kept.keep(node, statement);
    return made;
  }

  private make(node: SyntaxNode): Statement[] {
    const children = childNodes(node);
    switch (node.name) {
      case 'StatementGroup':
        return children.flatMap((child) => this.statement(child));
      case 'ExpressionStatement':
        return [{ kind: 'expression', ...range(node), value: this.list(node, children) }];
      case 'YieldStatement':
        return [{ kind: 'expression', ...range(node), value: this.expression(node) }];
      case 'AssignStatement':
        return [this.assign(node, children)];
      case 'UpdateStatement':
        return [this.update(node, children)];
      case 'ReturnStatement':
        return [{ kind: 'return', ...range(node), value: this.optionalList(node, children.slice(1)) }];
      case 'RaiseStatement':
        return [this.raise(node, children)];
      case 'AssertStatement': {
        const [test, message] = this.items(children.slice(1));
        return [{ kind: 'assert', ...range(node), test: test ?? this.missing(node.to), message }];
      }
      case 'DeleteStatement':
        return [{ kind: 'delete', ...range(node), targets: this.items(children.slice(1)) }];
      case 'PassStatement':
        return [{ kind: 'pass', ...range(node) }];
      case 'BreakStatement':
        return [{ kind: 'break', ...range(node) }];
      case 'ContinueStatement':
        return [{ kind: 'continue', ...range(node) }];
      case 'ScopeStatement':
        return [{ kind: this.text(children[0]) === 'nonlocal' ? 'nonlocal' : 'global', ...range(node), names: this.names(children) }];
      case 'ImportStatement':
        return [this.import(node, children)];
      case 'IfStatement':
        return [this.if(node, children)];
      case 'WhileStatement': {
        const { parts, bodies, otherwise } = this.clauses(children);
        return [
          { kind: 'while', ...range(node), test: this.list(node, parts[0] ?? []), body: bodies[0] ?? [], otherwise: otherwise.get('else') },
        ];
      }
      case 'ForStatement':
        return [this.for(node, children)];
      case 'WithStatement':
        return [this.with(node, children)];
      case 'TryStatement':
        return [this.try(node, children)];
      case 'FunctionDefinition':
      case 'ClassDefinition':
        return [this.definition(node, [], node)];
      case 'DecoratedStatement':
        return this.decorated(node, children);
      case '⚠':
        return this.recover(children);
      default:
        return this.foreign(node, children);
    }
  }

  private assign(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const sides: SyntaxNode[][] = [[]];
    let annotation: Expression | undefined;
    for (const child of children) {
      if (child.name === 'AssignOp') sides.push([]);
      else if (child.name === 'TypeDef') annotation = this.annotation(child);
      else sides.at(-1)?.push(child);
    }
    const value = sides.length > 1 ? sides.pop() : undefined;
    return {
      kind: 'assign',
      ...range(node),
      targets: sides.map((side) => this.list(node, side)),
      annotation,
      value: value && this.list(node, value),
    };
  }

  private update(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const at = children.findIndex((child) => child.name === 'UpdateOp');
    return {
      kind: 'augmentedAssign',
      ...range(node),
      target: this.list(node, children.slice(0, at)),
      operator: this.text(children[at]).slice(0, -1),
      value: this.list(node, children.slice(at + 1)),
    };
  }

  private raise(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const from = children.findIndex((child) => child.name === 'from');
    const value = children.slice(1, from < 0 ? undefined : from);
    const cause = from < 0 ? undefined : this.optionalList(node, children.slice(from + 1));
    return { kind: 'raise', ...range(node), value: this.optionalList(node, value), cause };
  }

  private import(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const isFrom = children[0]?.name === 'from';
    const importAt = children.findIndex((child) => child.name === 'import');
    const names = importAt < 0 ? [] : this.importedNames(children.slice(importAt + 1));
    if (!isFrom) return { kind: 'import', ...range(node), names };
    const head = children.slice(1, importAt < 0 ? undefined : importAt);
    const firstName = head.findIndex((child) => child.name === 'VariableName');
    const dots = firstName < 0 ? head : head.slice(0, firstName);
    return {
      kind: 'importFrom',
      ...range(node),
      level: dots.reduce((level, dot) => level + (/^\.+/.exec(this.text(dot))?.[0].length ?? 0), 0),
      module: this.names(head),
      names,
      isStar: children.slice(importAt + 1).some((child) => child.name === '*'),
      importFrom: importAt < 0 ? undefined : children[importAt]?.from,
    };
  }

  private importedNames(children: readonly SyntaxNode[]): ImportedName[] {
    const result: ImportedName[] = [];
    let path: Name[] = [];
    let alias: Name | undefined;
    let isAlias = false;
    const finish = (): void => {
      const first = path[0];
      if (first)
        result.push({ kind: 'importedName', from: first.from, to: (alias ?? path.at(-1) ?? first).to, parent: undefined, path, alias });
      path = [];
      alias = undefined;
      isAlias = false;
    };
    for (const child of children) {
      if (child.name === ',') finish();
      else if (child.name === 'as') isAlias = true;
      else if (child.name === 'VariableName' && isAlias) alias = this.name(child);
      else if (child.name === 'VariableName') path.push(this.name(child));
    }
    finish();
    return result;
  }

  private if(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const { parts, bodies, otherwise } = this.clauses(children);
    const branches = parts.map((part, at) => ({ test: this.list(node, part), body: bodies[at] ?? [] }));
    return { kind: 'if', ...range(node), branches, otherwise: otherwise.get('else') };
  }

  private for(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const { parts, bodies, otherwise } = this.clauses(children.filter((child) => child.name !== 'async'));
    const head = parts[0] ?? [];
    const inAt = head.findIndex((child) => child.name === 'in');
    return {
      kind: 'for',
      ...range(node),
      isAsync: children[0]?.name === 'async',
      target: this.list(node, inAt < 0 ? head : head.slice(0, inAt)),
      iterable: inAt < 0 ? this.missing(node.to) : this.list(node, head.slice(inAt + 1)),
      body: bodies[0] ?? [],
      otherwise: otherwise.get('else'),
    };
  }

  private with(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const { parts, bodies } = this.clauses(children.filter((child) => child.name !== 'async'));
    const items: WithItem[] = splitAtCommas(parts[0]?.filter((child) => !isToken(child, '(', ')')) ?? []).map((item) => {
      const asAt = item.findIndex((child) => child.name === 'as');
      const value = this.list(node, asAt < 0 ? item : item.slice(0, asAt));
      const target = asAt < 0 ? undefined : this.list(node, item.slice(asAt + 1));
      return { kind: 'withItem', from: value.from, to: (target ?? value).to, parent: undefined, value, target };
    });
    return { kind: 'with', ...range(node), isAsync: children[0]?.name === 'async', items, body: bodies[0] ?? [] };
  }

  private try(node: SyntaxNode, children: readonly SyntaxNode[]): Statement {
    const handlers: ExceptHandler[] = [];
    const others = new Map<string, Statement[]>();
    let keyword: SyntaxNode | undefined;
    let head: SyntaxNode[] = [];
    for (const child of children) {
      if (isToken(child, 'try', 'except', 'else', 'finally')) {
        keyword = child;
        head = [];
      } else if (child.name === 'Body' && keyword?.name === 'except') handlers.push(this.handler(keyword, head, child));
      else if (child.name === 'Body' && keyword) others.set(keyword.name, this.block(child));
      else head.push(child);
    }
    return {
      kind: 'try',
      ...range(node),
      body: others.get('try') ?? [],
      handlers,
      otherwise: others.get('else'),
      finally: others.get('finally'),
    };
  }

  private handler(keyword: SyntaxNode, head: readonly SyntaxNode[], body: SyntaxNode): ExceptHandler {
    const asAt = head.findIndex((child) => child.name === 'as');
    const type = this.optionalList(
      body,
      (asAt < 0 ? head : head.slice(0, asAt)).filter((child) => child.name !== '*'),
    );
    const alias = asAt < 0 ? undefined : head[asAt + 1];
    return {
      kind: 'except',
      from: keyword.from,
      to: body.to,
      parent: undefined,
      type,
      name: alias?.name === 'VariableName' ? this.name(alias) : undefined,
      body: this.block(body),
    };
  }

  private decorated(node: SyntaxNode, children: readonly SyntaxNode[]): Statement[] {
    const decorators = children.filter((child) => child.name === 'Decorator').map((child) => this.decorator(child));
    const inner = children.find((child) => child.name === 'FunctionDefinition' || child.name === 'ClassDefinition');
    if (inner) return [this.definition(inner, decorators, node)];
    return decorators.map((value) => ({ kind: 'expression', ...range(node), value }));
  }

  private definition(node: SyntaxNode, decorators: readonly Expression[], whole: SyntaxNode): Statement {
    const children = childNodes(node);
    const nameNode = children.find((child) => child.name === 'VariableName');
    const name = nameNode && this.name(nameNode);
    const body = this.block(children.find((child) => child.name === 'Body'));
    const common = { from: whole.from, to: node.to, parent: undefined, name, decorators, body };
    if (node.name === 'ClassDefinition') {
      const bases: readonly Argument[] = argumentsOf(
        this,
        children.find((child) => child.name === 'ArgList'),
      ).args;
      return { kind: 'class', ...common, bases };
    }
    const parameters = children.find((child) => child.name === 'ParamList');
    const returns = children.find((child) => child.name === 'TypeDef');
    return {
      kind: 'function',
      ...common,
      isAsync: children[0]?.name === 'async',
      parameters: parameters ? this.parameters(parameters) : [],
      returns: returns && this.annotation(returns),
      headTo: parameters?.to ?? nameNode?.to ?? node.from,
    };
  }

  /**
   * The parts of a compound statement: what stands between a keyword and its body, the bodies in order, and those of clauses without
   * a part of their own (`else`) by keyword.
   */
  private clauses(children: readonly SyntaxNode[]): {
    readonly parts: SyntaxNode[][];
    readonly bodies: Statement[][];
    readonly otherwise: ReadonlyMap<string, Statement[]>;
  } {
    const parts: SyntaxNode[][] = [];
    const bodies: Statement[][] = [];
    const otherwise = new Map<string, Statement[]>();
    let isElse = false;
    for (const child of children) {
      if (isToken(child, 'if', 'elif', 'while', 'for', 'with')) parts.push([]);
      else if (child.name === 'else') isElse = true;
      else if (child.name === 'Body' && isElse) otherwise.set('else', this.block(child));
      else if (child.name === 'Body') bodies.push(this.block(child));
      else parts.at(-1)?.push(child);
    }
    return { parts, bodies, otherwise };
  }

  private foreign(node: SyntaxNode, children: readonly SyntaxNode[]): Statement[] {
    if (node.firstChild === null) return [];
    const expressions: Expression[] = [];
    const bodies: Statement[][] = [];
    const collect = (parts: readonly SyntaxNode[]): void => {
      for (const child of parts) {
        if (child.name === 'Body') bodies.push(this.block(child));
        else if (child.name === 'MatchBody' || child.name === 'MatchClause' || child.name === 'Guard') collect(childNodes(child));
        else if (this.isExpression(child)) expressions.push(this.expression(child));
      }
    };
    collect(children);
    return [{ kind: 'foreign', ...range(node), expressions, bodies }];
  }

  /** What an error node of the parser holds is still worth knowing. */
  private recover(children: readonly SyntaxNode[]): Statement[] {
    return children.flatMap((child) =>
      this.isExpression(child) ? [{ kind: 'expression' as const, ...range(child), value: this.expression(child) }] : this.statement(child),
    );
  }
}

function splitAtCommas(children: readonly SyntaxNode[]): SyntaxNode[][] {
  const items: SyntaxNode[][] = [[]];
  for (const child of children) {
    if (child.name === ',') items.push([]);
    else items.at(-1)?.push(child);
  }
  return items.filter((item) => item.length > 0);
}
