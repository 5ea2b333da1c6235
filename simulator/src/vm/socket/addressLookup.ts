/** `getaddrinfo`: one address at most, as the board's resolver gives, in the tuple that a script takes apart. */
import { ResolveErrno } from '../../../../shared/src';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import type { Addresses } from './addresses';
import { SocketType } from './boardSocket';
import { AddressFamily } from './socketOptions';

const FAMILIES: readonly number[] = [0, AddressFamily.inet, AddressFamily.inet6];

export function getaddrinfo(vm: Vm, addresses: Addresses, args: readonly Ref[]): Ref {
  const { objects, convert, errors, recorder } = vm;
  const startMs = recorder.now();
  const [hostRef = NONE, portRef = NONE, ...rest] = args;
  const [family = 0, type = 0, protocol = 0, flags = 0] = rest.map((arg) => convert.int(arg));
  const host = convert.str(hostRef);
  const port = addresses.port(portRef);
  const address = FAMILIES.includes(family) ? addresses.resolve(host, { flags, family }) : ResolveErrno.EAI_FAMILY;
  const peer = new TextEncoder().encode(host);
  if (typeof address === 'number') {
    recorder.record({ number: 0, peer }, 'getaddrinfo', startMs, { kind: 'error', errno: address });
    return errors.os(address);
  }
  recorder.record({ number: 0, peer }, 'getaddrinfo', startMs, { kind: 'ok' }, undefined, { address });
  const socketAddress = objects.keep(objects.tuple(objects.str(address), objects.int(port)));
  const name = objects.keep(objects.str(host === '' ? '0.0.0.0' : host));
  return objects.list(
    objects.tuple(
      objects.int(AddressFamily.inet),
      objects.keep(objects.int(type === 0 ? SocketType.stream : type)),
      objects.keep(objects.int(protocol)),
      name,
      socketAddress,
    ),
  );
}
