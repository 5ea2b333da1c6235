/**
 * The facts of each variable that surely holds a socket: how it came to be and what is done with it, in the order of the text, inside one
 * function (or the file's top level). A variable that is given to other code is marked as shared: then somebody else may do the rest.
 */
import { lastName } from '../../analysis/callSites';
import type { Scope, SymbolInScope } from '../../analysis/scopes';
import { findSymbol } from '../../analysis/scopes';
import type { SourceFile } from '../../analysis/sourceFile';
import type { Evaluator } from '../../analysis/evaluator';
import { isInstanceOf } from '../sites';
import { walk, type Call, type Expression, type Node } from '../../syntax/ast';

export interface SocketCall {
  readonly call: Call;
  readonly method: string;
}

export interface SocketOrigin {
  /** Wrapped: `s = ssl.wrap_socket(s)`, the same socket under the same name. */
  readonly kind: 'created' | 'accepted' | 'wrapped';
  /** The call of `socket.socket`, `accept` or `wrap_socket`. */
  readonly call: Call;
  /** `undefined` when it cannot be told. */
  readonly isStream: boolean | undefined;
}

export interface SocketVariable {
  readonly name: string;
  readonly scope: Scope;
  readonly origins: readonly SocketOrigin[];
  readonly calls: readonly SocketCall[];
  /** Whether other code gets it too: as an argument, in a container, as a result, in a function inside. */
  readonly isShared: boolean;
}

export function socketVariables(engine: Evaluator, file: SourceFile): SocketVariable[] {
  const scopes = new Set<Scope>([file.scopes.module]);
  walk(file.source.module, (node) => {
    if (node.kind === 'function') {
      const scope = file.scopes.scopeOpenedBy(node);
      if (scope) scopes.add(scope);
    }
    return true;
  });
  return [...scopes].flatMap((scope) =>
    [...scope.symbols.values()].flatMap((symbol) => {
      const origins = originsOf(engine, symbol);
      return origins ? [{ name: symbol.name, scope, origins, ...usesOf(file, symbol) }] : [];
    }),
  );
}

function originsOf(engine: Evaluator, { name, bindings }: SymbolInScope): SocketOrigin[] | undefined {
  const origins: SocketOrigin[] = [];
  for (const binding of bindings) {
    if (binding.kind !== 'assign' || binding.value === undefined) return undefined;
    if (binding.value.kind === 'constant' && binding.value.value === null) continue;
    const origin = originOf(engine, name, binding.value, binding.unpack);
    if (origin === undefined) return undefined;
    origins.push(origin);
  }
  return origins.some(({ kind }) => kind !== 'wrapped') ? origins : undefined;
}

function originOf(engine: Evaluator, name: string, value: Expression, unpack: readonly unknown[]): SocketOrigin | undefined {
  if (value.kind !== 'call') return undefined;
  if (unpack.length === 0 && isWrapping(engine, value, name)) return { kind: 'wrapped', call: value, isStream: undefined };
  const callee = engine.typeOf(value.callee);
  if (
    unpack.length === 0 &&
    callee.kind === 'class' &&
    callee.declaration.name === 'socket' &&
    callee.declaration.file.stubName === 'socket'
  )
    return { kind: 'created', call: value, isStream: isStream(value) };
  const isAccept = value.callee.kind === 'attribute' && value.callee.name?.id === 'accept';
  const isSocket = callee.kind === 'function' && callee.file.stubName === 'socket';
  return isAccept && isSocket && unpack.length === 1 && unpack[0] === 0 ? { kind: 'accepted', call: value, isStream: true } : undefined;
}

function isWrapping(engine: Evaluator, call: Call, name: string): boolean {
  const sock = call.args[0]?.value;
  return sock?.kind === 'name' && sock.id === name && isInstanceOf(engine.typeOf(call), 'SSLSocket');
}

function isStream({ args }: Call): boolean | undefined {
  const type = args[1]?.value;
  if (args[0]?.star) return undefined;
  if (type === undefined) return true;
  const name = lastName(type);
  return name === 'SOCK_STREAM' ? true : name === 'SOCK_DGRAM' ? false : undefined;
}

function usesOf(file: SourceFile, symbol: SymbolInScope): Pick<SocketVariable, 'calls' | 'isShared'> {
  const calls: SocketCall[] = [];
  let isShared = false;
  const bound = new Set<Node>(symbol.bindings.map(({ name }) => name));
  walk(symbol.scope.node, (node) => {
    if (node.kind !== 'name' || node.id !== symbol.name || bound.has(node)) return true;
    const scope = file.scopes.scopeOf(node);
    if (node.parent?.kind === 'global' || node.parent?.kind === 'nonlocal') isShared = true;
    if (findSymbol(scope, node.id) !== symbol) return true;
    if (scope !== symbol.scope) isShared = true;
    const { parent } = node;
    if (parent?.kind === 'attribute' && parent.value === node) {
      const call = parent.parent;
      if (call?.kind === 'call' && call.callee === parent && parent.name && parent.name.id !== 'makefile') {
        calls.push({ call, method: parent.name.id });
        return true;
      }
      isShared = true;
    } else if (!isLookedAt(node)) isShared = true;
    return true;
  });
  return { calls, isShared };
}

/** `if s:`, `s is None`, `print(s)`, `del s`: they give it to nobody. */
function isLookedAt(node: Node): boolean {
  const { parent } = node;
  if (parent?.kind === 'argument')
    return parent.parent?.kind === 'call' && parent.parent.callee.kind === 'name' && parent.parent.callee.id === 'print';
  return ['if', 'while', 'binary', 'unary', 'delete'].includes(parent?.kind ?? '');
}
