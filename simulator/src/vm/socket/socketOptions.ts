/** The numbers of the `socket` module, which are lwIP's, and `setsockopt`. */
import { Errno } from '../../../../shared/src';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { SocketType, type BoardSocket } from './boardSocket';
import type { SocketEvents } from './socketEvents';

export const AddressFamily = { inet: 2, inet6: 10 } as const;
const SocketOption = { tcpNoDelay: 1, addMembership: 3, reuseAddress: 4, eventCallback: 20, broadcast: 32, bindToDevice: 4107 } as const;
/** lwIP's names of the station, the access point and the loopback interface; no name unbinds. */
const NETWORK_INTERFACES: readonly string[] = ['st1', 'ap2', 'lo0', ''];
/** Address of the group and of the interface. */
const MEMBERSHIP_BYTES = 8;

export const SOCKET_CONSTANTS: Readonly<Record<string, number>> = {
  AF_INET: AddressFamily.inet,
  AF_INET6: AddressFamily.inet6,
  SOCK_STREAM: SocketType.stream,
  SOCK_DGRAM: SocketType.datagram,
  SOCK_RAW: SocketType.raw,
  IPPROTO_IP: 0,
  IPPROTO_TCP: 6,
  IPPROTO_UDP: 17,
  SOL_SOCKET: 4095,
  SO_REUSEADDR: SocketOption.reuseAddress,
  SO_BROADCAST: SocketOption.broadcast,
  SO_BINDTODEVICE: SocketOption.bindToDevice,
  IP_ADD_MEMBERSHIP: SocketOption.addMembership,
  TCP_NODELAY: SocketOption.tcpNoDelay,
  MSG_PEEK: 1,
  MSG_DONTWAIT: 8,
};

export interface OptionTarget {
  readonly object: Ref;
  readonly socket: BoardSocket;
  readonly events: SocketEvents;
}

/** The level is not looked at, as on the board. Values are checked; SO_BROADCAST changes nothing, since lwIP sends broadcasts anyway. */
export function setSocketOption(vm: Vm, { object, socket, events }: OptionTarget, option: Ref, value: Ref): Ref {
  const { convert, errors } = vm;
  const done = (): Ref => (socket.descriptor < 0 ? errors.os(Errno.EBADF) : NONE);
  switch (convert.int(option)) {
    case SocketOption.reuseAddress:
      socket.reuseAddress = convert.int(value) !== 0;
      return done();
    case SocketOption.tcpNoDelay:
    case SocketOption.broadcast:
      convert.int(value);
      return done();
    case SocketOption.bindToDevice:
      return NETWORK_INTERFACES.includes(convert.str(value)) ? done() : errors.os(Errno.ENODEV);
    case SocketOption.addMembership:
      return joinGroup(vm, convert.buffer(value));
    case SocketOption.eventCallback:
      if (value === NONE) events.remove(socket);
      else events.set(object, socket, value);
      return NONE;
    default:
      vm.console.print('Warning: lwip.setsockopt() option not implemented\n');
      return NONE;
  }
}

/** Membership belongs to the board and not to the socket: every socket on the port gets what is sent to the group. */
function joinGroup({ errors, io }: Vm, membership: Uint8Array): Ref {
  if (membership.length !== MEMBERSHIP_BYTES) return errors.raise('ValueError');
  const group = membership.subarray(0, 4).join('.');
  const { errno } = io.call<'udp/join'>({ op: 'udp/join', group, through: membership.subarray(4).join('.') });
  return errno === 0 ? NONE : errors.os(errno);
}
