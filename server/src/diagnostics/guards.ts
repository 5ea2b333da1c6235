/**
 * Where a script itself expects that something may be absent: inside `try` with a handler for it, and under conditions on
 * `hasattr`, the platform or the implementation. Nothing is reported there, since the script runs elsewhere too.
 */
import { lastName } from '../analysis/callSites';
import { alwaysLeaves } from '../analysis/flow';
import { blocksOf, walk, type Expression, type Node, type Statement, type Try } from '../syntax/ast';

const EVERYTHING = ['Exception', 'BaseException'];
/** Names whose mention in a condition tells that the script asks where it runs. */
const ASKING = new Set([
  ...['hasattr', 'getattr', 'implementation', 'platform', 'uname', 'machine_type', 'version', 'dir', 'globals', 'locals', 'TYPE_CHECKING'],
  ...['isinstance', 'type', 'callable', 'modules', 'version_info', '__debug__', 'PLATFORM', 'IMPLEMENTATION', 'MICROPYTHON', 'CPYTHON'],
]);

/** @param errors names of exceptions that would be raised at the place */
export function isGuarded(place: Node, ...errors: readonly string[]): boolean {
  for (let node = place, parent = place.parent; parent !== undefined; node = parent, parent = parent.parent) {
    if (parent.kind === 'try' && (parent.body as readonly Node[]).includes(node) && catches(parent, errors)) return true;
    if (parent.kind === 'except' && isFallback(parent, errors)) return true;
    if (parent.kind === 'if' && parent.branches.some(({ test, body }) => asks(test) && test !== node && isAtOrAfter(parent, node, body)))
      return true;
    if (parent.kind === 'conditional' && node !== parent.test && asks(parent.test)) return true;
    if (parent.kind === 'binary' && node === parent.right && ['and', 'or'].includes(parent.operator) && asks(parent.left)) return true;
    if (followsExit(parent, node)) return true;
  }
  return false;
}

/** A branch that asks speaks for itself and for those below. */
function isAtOrAfter(parent: Node & { readonly kind: 'if' }, node: Node, body: readonly Statement[]): boolean {
  const first = body[0];
  return first === undefined || node.from >= first.from || parent.from === node.from;
}

function catches(statement: Try, errors: readonly string[]): boolean {
  return statement.handlers.some(
    ({ type }) => type === undefined || namesIn(type).some((name) => [...errors, ...EVERYTHING].includes(name)),
  );
}

/** `except ImportError:` holds what runs elsewhere. */
function isFallback(handler: Node & { readonly kind: 'except' }, errors: readonly string[]): boolean {
  return handler.type !== undefined && namesIn(handler.type).some((name) => errors.includes(name));
}

function namesIn(type: Expression): string[] {
  const types = type.kind === 'tuple' ? type.elements : [type];
  return types.map((one) => lastName(one) ?? '');
}

/** `if sys.platform != 'esp32': return` above. */
function followsExit(parent: Node, node: Node): boolean {
  const block = blocksOf(parent).find((statements) => (statements as readonly Node[]).includes(node));
  return (block ?? []).some(
    (statement) =>
      statement.from < node.from &&
      statement.kind === 'if' &&
      statement.branches.some(({ test, body }) => asks(test) && (alwaysLeaves(body) || alwaysLeaves(statement.otherwise ?? []))),
  );
}

function asks(test: Expression): boolean {
  let found = false;
  walk(test, (node) => {
    if (node.kind === 'name' && ASKING.has(node.id)) found = true;
    return !found;
  });
  return found;
}
