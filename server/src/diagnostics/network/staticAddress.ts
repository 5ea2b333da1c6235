/** A rule about addresses that a script gives the board: a gateway must be in the board's own network, or nothing beyond it is reached. */
import { constantText } from '../../analysis/constantText';
import type { Call, Expression } from '../../syntax/ast';
import type { Rule, RuleContext } from '../rule';
import { calls } from '../sites';
import { onlyArgument, textOf, writtenNumber } from './places';

interface Setting {
  readonly address: number;
  readonly mask: number;
  readonly maskNode: Expression;
  readonly gateway: number;
  readonly gatewayNode: Expression;
}

export const staticAddress: Rule = {
  code: 'static-address',
  severity: 'warning',
  check: (context) => {
    const { engine, file } = context;
    for (const className of ['WLAN', 'LAN'])
      for (const { call, method } of calls(engine, file, className, ['ifconfig', 'ipconfig'])) {
        const setting = method === 'ifconfig' ? ofIfconfig(call) : ofIpconfig(call);
        if (setting !== undefined) judge(context, setting);
      }
  },
};

function judge({ file, report }: RuleContext, { address, mask, maskNode, gateway, gatewayNode }: Setting): void {
  const { from, to } = isMask(mask) ? gatewayNode : maskNode;
  if (!isMask(mask))
    report({ from, to, message: `${textOf(file, maskNode)} is no network mask. The order is address, mask, gateway, name server.` });
  // No gateway at all is 0.0.0.0.
  else if (gateway !== 0 && ((address ^ gateway) & mask) !== 0)
    report({
      from,
      to,
      message: `The gateway is not in the network of the board's address: nothing outside of that network is reached, and names are not found. Take the values that DHCP gives, which ifconfig() shows.`,
    });
}

/** `ifconfig((address, mask, gateway, dns))`. */
function ofIfconfig(call: Call): Setting | undefined {
  const values = onlyArgument(call)?.value;
  if ((values?.kind !== 'tuple' && values?.kind !== 'list') || values.elements.length !== 4) return undefined;
  const [address, mask, gateway] = values.elements;
  return settingOf(addressIn(address), maskIn(mask), mask, gateway);
}

/** `ipconfig(addr4="address/bits", gw4=gateway)`, or with a tuple of address and mask. */
function ofIpconfig({ args }: Call): Setting | undefined {
  const valueOf = (keyword: string): Expression | undefined => args.find(({ name }) => name?.id === keyword)?.value;
  const [address, gateway] = [valueOf('addr4'), valueOf('gw4')];
  if (address?.kind === 'tuple')
    return settingOf(addressIn(address.elements[0]), maskIn(address.elements[1]), address.elements[1], gateway);
  const [own = '', bits] = address ? constantText(address).text.split('/') : [];
  return settingOf(parseAddress(own), bits === undefined ? undefined : maskOfBits(Number(bits)), address, gateway);
}

function settingOf(
  address: number | undefined,
  mask: number | undefined,
  maskNode: Expression | undefined,
  gatewayNode: Expression | undefined,
): Setting | undefined {
  const gateway = addressIn(gatewayNode);
  if (address === undefined || mask === undefined || gateway === undefined || !maskNode || !gatewayNode) return undefined;
  return { address, mask, maskNode, gateway, gatewayNode };
}

function addressIn(node: Expression | undefined): number | undefined {
  return node && parseAddress(constantText(node).text);
}

function maskIn(node: Expression | undefined): number | undefined {
  const bits = writtenNumber(node);
  return bits === undefined ? addressIn(node) : maskOfBits(bits);
}

function maskOfBits(bits: number): number | undefined {
  return Number.isInteger(bits) && bits >= 1 && bits <= 32 ? (-1 << (32 - bits)) >>> 0 : undefined;
}

function isMask(mask: number): boolean {
  const hostPart = ~mask >>> 0;
  return (hostPart & (hostPart + 1)) === 0;
}

function parseAddress(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  return parts?.every((part) => part <= 255) ? parts.reduce((number, part) => number * 256 + part, 0) : undefined;
}
