/** Rules about when and with what a socket is wrapped for TLS. */
import { constantText, HOLE } from '../../analysis/constantText';
import type { Evaluator } from '../../analysis/evaluator';
import { findSymbol } from '../../analysis/scopes';
import type { SourceFile } from '../../analysis/sourceFile';
import { enclosing, type Call, type Expression } from '../../syntax/ast';
import type { Rule, RuleContext } from '../rule';
import { calls } from '../sites';
import { callsIn, calledName, isCallOf, isInside, onlyArgument, textOf } from './places';
import { socketVariables, type SocketVariable } from './socketVariables';

interface Wrapping {
  readonly call: Call;
  readonly variable: SocketVariable;
}

/** Where a socket of this file is wrapped as a client. */
function clientWrappings({ engine, file, shared }: RuleContext): Wrapping[] {
  const ofContext = new Set(calls(engine, file, 'SSLContext', ['wrap_socket']).map(({ call }) => call));
  const wrappings = callsIn(
    file.source.module,
    (call) => calledName(call) === 'wrap_socket' && (ofContext.has(call) || isCallOf(engine, call, 'ssl', 'wrap_socket')),
  );
  const variables = shared(socketVariables);
  return wrappings.flatMap((call) => {
    const [sock, ...others] = call.args;
    const isPlain = sock?.name === undefined && sock?.star === '' && others.every(({ star, name }) => !star && name);
    if (!isPlain || sock.value.kind !== 'name' || others.some(({ name }) => name?.id === 'server_side')) return [];
    const symbol = findSymbol(file.scopes.scopeOf(sock.value), sock.value.id);
    const variable = variables.find(({ name, scope }) => name === symbol?.name && scope === symbol.scope);
    return variable ? [{ call, variable }] : [];
  });
}

function hasKeyword({ args }: Call, ...names: readonly string[]): boolean {
  return args.some(({ name }) => name && names.includes(name.id));
}

/** The expression of the host in an address: in the tuple itself, or in the call of getaddrinfo that gives the address. */
function hostOf(engine: Evaluator, file: SourceFile, address: Expression): Expression | undefined {
  if (address.kind === 'tuple') return address.elements[0];
  if (address.kind === 'subscript') return hostOf(engine, file, address.value);
  if (address.kind === 'call') return isCallOf(engine, address, 'socket', 'getaddrinfo') ? address.args[0]?.value : undefined;
  if (address.kind !== 'name') return undefined;
  const bindings = findSymbol(file.scopes.scopeOf(address), address.id)?.bindings;
  const [binding] = bindings ?? [];
  const value = bindings?.length === 1 && binding?.kind === 'assign' && binding.unpack.length === 0 ? binding.value : undefined;
  return value && value.kind !== 'name' ? hostOf(engine, file, value) : undefined;
}

/** A name of the internet; a server at home (`.local`) has one certificate and asks for no name. */
const SITE = /^[a-z0-9-]+(\.[a-z0-9-]+)*\.(?!(?:local|lan|home|internal)$)[a-z]+$/i;

export const tlsHostname: Rule = {
  code: 'tls-hostname',
  severity: 'warning',
  check: (context) => {
    const { engine, file, report } = context;
    for (const { call, variable } of clientWrappings(context)) {
      const connects = variable.calls.filter(({ method }) => method === 'connect');
      const address = connects.length === 1 && connects[0] ? onlyArgument(connects[0].call)?.value : undefined;
      const host = address && hostOf(engine, file, address);
      const name = host ? constantText(host).text : '';
      if (!host || hasKeyword(call, 'server_hostname') || name.includes(HOLE) || !SITE.test(name)) continue;
      report({
        from: call.from,
        to: call.to,
        message: `Without server_hostname the server is not told which site is meant: many refuse, or show another certificate. Give server_hostname="${name}".`,
        fixes: () =>
          call.isClosed && call.commas.length < call.args.length && (host.kind === 'string' || host.kind === 'name')
            ? [
                {
                  title: 'Name the server',
                  isPreferred: true,
                  edits: [{ from: call.argsTo, to: call.argsTo, text: `, server_hostname=${textOf(file, host)}` }],
                },
              ]
            : [],
      });
    }
  },
};

export const tlsUnconnected: Rule = {
  code: 'tls-unconnected',
  severity: 'error',
  check: (context) => {
    const { report } = context;
    for (const { call, variable } of clientWrappings(context)) {
      if (hasKeyword(call, 'do_handshake', 'do_handshake_on_connect') || variable.origins.length !== 1) continue;
      if (variable.origins[0]?.kind !== 'created' || variable.origins[0].isStream !== true) continue;
      const statement = enclosing(call, 'assign', 'expression');
      const connects = variable.calls.filter(({ method }) => method === 'connect');
      const [connect] = connects;
      const isAfter =
        connects.length === 1 &&
        connect?.call.parent?.parent === statement?.parent &&
        (connect?.call.from ?? 0) > call.to &&
        isInside(variable.origins[0].call, statement?.parent);
      if (!isAfter || !connect) continue;
      report({
        from: call.from,
        to: call.to,
        message: `${variable.name} is not connected yet, and wrap_socket() talks to the server at once: ENOTCONN (128). Call connect() before.`,
        related: [{ from: connect.call.from, to: connect.call.to, message: 'Connected here.' }],
      });
    }
  },
};

export const TLS_HANDSHAKE_RULES: readonly Rule[] = [tlsHostname, tlsUnconnected];
