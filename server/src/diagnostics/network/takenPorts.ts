/**
 * A rule about the two ports that the board may use itself: 67, on which an access point gives out addresses, and 8266 of WebREPL. It speaks
 * only where the same file starts what takes the port.
 */
import type { Call, Expression } from '../../syntax/ast';
import type { Rule, RuleContext } from '../rule';
import { calls } from '../sites';
import { callsIn, isCallOf, onlyArgument, textOf, writtenNumber } from './places';
import { socketVariables } from './socketVariables';

const DHCP_PORT = 67;
const WEBREPL_PORT = 8266;

export const portTaken: Rule = {
  code: 'port-taken',
  severity: 'warning',
  check: (context) => {
    for (const { calls: done, origins } of context.shared(socketVariables))
      for (const { call, method } of done) {
        const address = method === 'bind' ? onlyArgument(call)?.value : undefined;
        const port = address?.kind === 'tuple' ? address.elements[1] : undefined;
        const user = port && userOf(context, writtenNumber(port), origins[0]?.isStream);
        if (!port || !user || !origins.every(({ isStream }) => isStream === origins[0]?.isStream)) continue;
        const { from, to } = port;
        context.report({
          from,
          to,
          message: `${user.what} uses this port: EADDRINUSE (112). Use another one.`,
          related: [{ from: user.call.from, to: user.call.to, message: 'Started here.' }],
        });
      }
  },
};

function userOf(
  context: RuleContext,
  port: number | undefined,
  isStream: boolean | undefined,
): { readonly what: string; readonly call: Call } | undefined {
  if (port === DHCP_PORT && isStream === false) {
    const call = accessPointStart(context);
    return call && { what: 'The access point, which gives addresses to those that join,', call };
  }
  if (port !== WEBREPL_PORT || isStream !== true) return undefined;
  const { engine, file } = context;
  const [call] = callsIn(file.source.module, (one) => isCallOf(engine, one, 'webrepl', 'start') && !hasOtherPort(one));
  return call && { what: 'WebREPL', call };
}

/** `webrepl.start(port=…, password=…)`. */
function hasOtherPort({ args }: Call): boolean {
  return args.some(
    ({ name, star, value }) => star !== '' || ((name === undefined || name.id === 'port') && writtenNumber(value) !== WEBREPL_PORT),
  );
}

/** Where the access point is switched on, if it is not switched off as well. */
function accessPointStart({ engine, file }: RuleContext): Call | undefined {
  const switches = calls(engine, file, 'WLAN', ['active']).filter(({ call }) => call.args.length === 1 && isOfAccessPoint(call));
  const isOn = (call: Call): boolean => ['True', '1'].includes(textOf(file, call.args[0] ?? call));
  return switches.every(({ call }) => isOn(call)) ? switches[0]?.call : undefined;

  function isOfAccessPoint({ callee }: Call): boolean {
    if (callee.kind !== 'attribute') return false;
    const { value } = callee;
    return isAccessPoint(value) || (value.kind === 'name' && madeAs(value.id));
  }

  function isAccessPoint(value: Expression): boolean {
    if (value.kind !== 'call' || !isCallOf(engine, value, 'network', 'WLAN')) return false;
    const which = onlyArgument(value)?.value;
    return which !== undefined && /(^|\.)(AP_IF|IF_AP)$/.test(textOf(file, which));
  }

  function madeAs(name: string): boolean {
    const bindings = file.scopes.module.symbols.get(name)?.bindings ?? [];
    return bindings.length === 1 && bindings[0]?.kind === 'assign' && bindings[0].value !== undefined && isAccessPoint(bindings[0].value);
  }
}
