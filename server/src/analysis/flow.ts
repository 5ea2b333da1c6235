/**
 * Which bindings of a name can be its value at a place, and what is known of it there. The walk goes backwards through the statements
 * before the place and outwards through those around it, without a flow graph: a binding that is always met ends it. On the way it
 * collects the conditions that hold (`if x is None: return` above), for narrowing.
 */
import { blocksOf, type Expression, type If, type Node, type Statement, type Try } from '../syntax/ast';
import type { Binding } from './scopes';

export interface Condition {
  readonly test: Expression;
  /** Whether the test was true. */
  readonly holds: boolean;
}

export interface ReachingBinding {
  readonly binding: Binding;
  /** What holds of the value between the binding and the place. */
  readonly conditions: readonly Condition[];
}

export interface Reaching {
  readonly found: readonly ReachingBinding[];
  /** False when the place can be reached around all of them. */
  readonly isComplete: boolean;
  /** Everything that holds at the place and was met before the walk ended. */
  readonly conditions: readonly Condition[];
}

/**
 * @param place where the name is read
 * @param bindings the name's bindings in the scope around `place`, in the order of the text
 * @param scopeNode the node that opens that scope: the walk ends there
 */
export function reachingBindings(place: Node, bindings: readonly Binding[], scopeNode: Node): Reaching {
  return new Walk(bindings, scopeNode).run(place);
}

interface Effect {
  readonly bindings: readonly Binding[];
  /** Whether one of them is met whenever control passes. */
  readonly isCertain: boolean;
}

class Walk {
  private readonly found: ReachingBinding[] = [];
  private readonly seen = new Set<Binding>();
  private readonly conditions: Condition[] = [];

  constructor(
    private readonly bindings: readonly Binding[],
    private readonly scopeNode: Node,
  ) {}

  run(place: Node): Reaching {
    let isComplete = this.takeNamedBefore(place);
    for (let node = place; !isComplete && node !== this.scopeNode;) {
      const parent: Node | undefined = node.parent;
      if (parent === undefined) break;
      isComplete = this.stepOut(node, parent);
      node = parent;
    }
    return { found: this.found, isComplete, conditions: this.conditions };
  }

  private take(bindings: readonly Binding[]): void {
    for (const binding of bindings) {
      if (this.seen.has(binding)) continue;
      this.seen.add(binding);
      this.found.push({ binding, conditions: [...this.conditions] });
    }
  }

  private assume(test: Expression, holds: boolean): void {
    this.conditions.push({ test, holds });
  }

  private within(node: { readonly from: number; readonly to: number }): Binding[] {
    return this.bindings.filter(({ name }) => name.from >= node.from && name.to <= node.to);
  }

  private ownedBy(node: Node): Binding[] {
    return this.bindings.filter((binding) => binding.owner === node);
  }

  /** `while (data := s.recv(1)): use(data)` binds in the statement around the place. */
  private takeNamedBefore(place: Node): boolean {
    const named = this.bindings.filter(({ owner, name }) => owner.kind === 'named' && name.from < place.from);
    const around = named.filter(({ owner }) => {
      const statement = statementAround(owner);
      return statement !== undefined && statement.from <= place.from && place.to <= statement.to;
    });
    this.take(around.slice(-1));
    return around.length > 0;
  }

  /** From `node` to `parent`: takes what is bound on the way. True when the walk is over. */
  private stepOut(node: Node, parent: Node): boolean {
    if (parent.kind === 'conditional' && node !== parent.test) this.assume(parent.test, node === parent.then);
    if (parent.kind === 'binary' && node === parent.right && (parent.operator === 'and' || parent.operator === 'or'))
      this.assume(parent.left, parent.operator === 'and');
    if (parent.kind === 'comprehension' && (node === parent.element || node === parent.value))
      for (const clause of parent.clauses) for (const test of clause.conditions) this.assume(test, true);
    const block = blocksOf(parent).find((statements) => (statements as readonly Node[]).includes(node));
    if (block && this.scanBack(block, (block as readonly Node[]).indexOf(node))) return true;
    return this.enter(parent, block, node);
  }

  private scanBack(block: readonly Statement[], before: number): boolean {
    for (let at = before - 1; at >= 0; at--) {
      const statement = block[at];
      if (statement === undefined) continue;
      const effect = this.effectOf(statement);
      this.take(effect.bindings);
      if (effect.isCertain) return true;
      this.assumeAfter(statement);
    }
    return false;
  }

  /** What holds once `statement` is over. */
  private assumeAfter(statement: Statement): void {
    if (statement.kind === 'assert') this.assume(statement.test, true);
    if (statement.kind === 'while' && !containsBreak(statement.body)) this.assume(statement.test, false);
    if (statement.kind === 'if' && statement.otherwise === undefined)
      for (const { test, body } of statement.branches) {
        // Past the branch, its test was false: because the branch leaves, or because it binds the name anew.
        if (!alwaysLeaves(body) && !this.blockEffect(body).isCertain) break;
        this.assume(test, false);
      }
  }

  /** Past the start of `block` into the statement that holds it. */
  private enter(parent: Node, block: readonly Statement[] | undefined, node: Node): boolean {
    switch (parent.kind) {
      case 'if':
        this.assumeBranch(parent, block, node);
        return false;
      case 'while':
        if (block === parent.body) this.assume(parent.test, true);
        this.take(this.within(parent));
        return false;
      case 'for': {
        const targets = this.ownedBy(parent);
        if (block === parent.body && targets.length > 0) return this.takeAll(targets);
        if (block) this.take(this.within(parent));
        return false;
      }
      case 'with':
      case 'except': {
        const targets = this.ownedBy(parent);
        return block !== undefined && targets.length > 0 && this.takeAll(targets);
      }
      case 'try':
        return this.enterTry(parent, block, node);
      case 'function':
      case 'lambda': {
        const parameters = this.bindings.filter((binding) => binding.kind === 'parameter' && binding.of === parent);
        return parameters.length > 0 && this.takeAll(parameters);
      }
      default:
        return false;
    }
  }

  private takeAll(bindings: readonly Binding[]): true {
    this.take(bindings);
    return true;
  }

  private assumeBranch(statement: If, block: readonly Statement[] | undefined, node: Node): void {
    for (const { test, body } of statement.branches) {
      if (test === node) return;
      this.assume(test, body === block);
      if (body === block) return;
    }
  }

  private enterTry(statement: Try, block: readonly Statement[] | undefined, node: Node): boolean {
    if (node.kind === 'except') this.take(this.bindings.filter(({ name }) => isInBlock(name, statement.body)));
    else if (block === statement.otherwise) {
      const effect = this.blockEffect(statement.body);
      this.take(effect.bindings);
      return effect.isCertain;
    } else if (block === statement.finally) this.take(this.within(statement));
    return false;
  }

  private effectOf(statement: Statement): Effect {
    const inside = this.within(statement);
    if (inside.length === 0) return { bindings: [], isCertain: false };
    switch (statement.kind) {
      case 'if':
        return this.branchesEffect(
          statement.branches.map(({ body }) => body),
          statement.otherwise,
        );
      case 'while': {
        return { bindings: inside, isCertain: isAlwaysTrue(statement.test) && this.blockEffect(statement.body).isCertain };
      }
      case 'for':
      case 'foreign':
        return { bindings: inside, isCertain: false };
      case 'with': {
        const effect = this.blockEffect(statement.body);
        const targets = this.ownedBy(statement);
        if (effect.isCertain) return effect;
        return { bindings: [...effect.bindings, ...targets], isCertain: targets.length > 0 };
      }
      case 'try':
        return this.tryEffect(statement, inside);
      case 'function':
      case 'class': {
        // Only its own name is bound when the definition is met; the rest is bound by calls, at any time.
        const own = this.ownedBy(statement);
        return own.length > 0 ? { bindings: own.slice(-1), isCertain: true } : { bindings: inside, isCertain: false };
      }
      default:
        return { bindings: inside.slice(-1), isCertain: true };
    }
  }

  private branchesEffect(bodies: readonly (readonly Statement[])[], otherwise: readonly Statement[] | undefined): Effect {
    const staying = [...bodies, ...(otherwise ? [otherwise] : [])].filter((body) => !alwaysLeaves(body));
    const effects = staying.map((body) => this.blockEffect(body));
    return {
      bindings: effects.flatMap(({ bindings }) => bindings),
      isCertain: otherwise !== undefined && effects.length > 0 && effects.every(({ isCertain }) => isCertain),
    };
  }

  private tryEffect(statement: Try, inside: readonly Binding[]): Effect {
    const last = statement.finally ? this.blockEffect(statement.finally) : undefined;
    if (last?.isCertain) return last;
    const body = this.blockEffect([...statement.body, ...(statement.otherwise ?? [])]);
    const handlers = statement.handlers.filter((handler) => !alwaysLeaves(handler.body)).map((handler) => this.blockEffect(handler.body));
    const isCertain = body.isCertain && handlers.every((handler) => handler.isCertain);
    if (isCertain) return { bindings: [...body.bindings, ...handlers.flatMap(({ bindings }) => bindings)], isCertain };
    return { bindings: inside, isCertain: false };
  }

  private blockEffect(block: readonly Statement[]): Effect {
    const bindings: Binding[] = [];
    for (const statement of [...block].reverse()) {
      const effect = this.effectOf(statement);
      bindings.push(...effect.bindings);
      if (effect.isCertain) return { bindings, isCertain: true };
    }
    return { bindings, isCertain: false };
  }
}

/** Whether control never passes the end of the block. */
export function alwaysLeaves(block: readonly Statement[]): boolean {
  const last = block.at(-1);
  switch (last?.kind) {
    case 'return':
    case 'raise':
    case 'break':
    case 'continue':
      return true;
    case 'if':
      return last.otherwise !== undefined && [...last.branches.map(({ body }) => body), last.otherwise].every(alwaysLeaves);
    case 'with':
      return alwaysLeaves(last.body);
    case 'while':
      return isAlwaysTrue(last.test) && !containsBreak(last.body);
    case 'expression':
      return isExitCall(last.value);
    default:
      return false;
  }
}

/** `while True` and `while 1`. */
export function isAlwaysTrue(test: Expression): boolean {
  return (test.kind === 'constant' && test.value === true) || (test.kind === 'number' && test.value !== 0);
}

function isExitCall(value: Expression): boolean {
  if (value.kind !== 'call') return false;
  const { callee } = value;
  if (callee.kind !== 'attribute' || callee.value.kind !== 'name') return false;
  const call = `${callee.value.id}.${callee.name?.id ?? ''}`;
  return ['sys.exit', 'machine.reset', 'machine.deepsleep', 'machine.soft_reset'].includes(call);
}

/** Whether a `break` of the loop with this body is in it. */
export function containsBreak(body: readonly Statement[]): boolean {
  return body.some((statement) => {
    if (statement.kind === 'break') return true;
    if (statement.kind === 'while' || statement.kind === 'for') return containsBreak(statement.otherwise ?? []);
    if (statement.kind === 'function' || statement.kind === 'class') return false;
    if (statement.kind === 'try' && statement.handlers.some((handler) => containsBreak(handler.body))) return true;
    return blocksOf(statement).some(containsBreak);
  });
}

function isInBlock(node: Node, block: readonly Statement[]): boolean {
  const first = block[0];
  const last = block.at(-1);
  return first !== undefined && last !== undefined && node.from >= first.from && node.to <= last.to;
}

const EXPRESSION_PARTS = new Set<Node['kind']>([
  ...(['name', 'attribute', 'subscript', 'call', 'string', 'number', 'constant', 'tuple', 'list', 'set', 'dict'] as const),
  ...(['comprehension', 'comprehensionClause', 'lambda', 'conditional', 'binary', 'unary', 'await', 'yield', 'starred'] as const),
  ...(['named', 'slice', 'missing', 'argument', 'parameter', 'importedName', 'withItem'] as const),
]);

/** The innermost statement or handler around an expression. */
export function statementAround(node: Node): Node | undefined {
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) if (!EXPRESSION_PARTS.has(at.kind)) return at;
  return undefined;
}
