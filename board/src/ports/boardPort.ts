/**
 * A serial port of this computer as a user chooses it: what it is called, what hangs on it, and how likely that is a board. Ports are
 * ranked, never left out. Knows no operating system: `listPorts.ts` finds them.
 */
import { knownDevice, usbText, type UsbId } from './usbDevices';

/** From most likely to least. */
const LIKELIHOODS = ['board', 'bridge', 'possible', 'unknown', 'unlikely'] as const;

/**
 * `board`: a device that boards are, or that the user named. `bridge`: a converter that boards have. `possible`: its text speaks of one.
 * `unlikely`: Bluetooth, a second port of CircuitPython, a port without a maker.
 */
export type Likelihood = (typeof LIKELIHOODS)[number];

export interface BoardPort {
  /** What opens it: `/dev/ttyUSB0`, `COM3`. */
  readonly path: string;
  readonly name: string;
  readonly usb?: UsbId;
  readonly serialNumber?: string;
  readonly likelihood: Likelihood;
}

/** What an operating system says of a port. */
export interface FoundPort {
  readonly path: string;
  readonly usb?: UsbId | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  /** What the device, or the system, calls it. */
  readonly product?: string | undefined;
}

/** Most likely first, then by path, with `COM10` after `COM9`. */
export function rankPorts(found: readonly FoundPort[], extraBoards: readonly UsbId[] = []): readonly BoardPort[] {
  const byPath = new Intl.Collator('en', { numeric: true });
  return found
    .map((port) => describePort(port, extraBoards))
    .sort((a, b) => LIKELIHOODS.indexOf(a.likelihood) - LIKELIHOODS.indexOf(b.likelihood) || byPath.compare(a.path, b.path));
}

function describePort(port: FoundPort, extraBoards: readonly UsbId[]): BoardPort {
  const { path, usb, serialNumber } = port;
  return {
    path,
    name: nameOf(port),
    likelihood: likelihoodOf(port, extraBoards),
    ...(usb ? { usb } : {}),
    ...(serialNumber === undefined || serialNumber === '' ? {} : { serialNumber }),
  };
}

/** Windows puts the port into its name, where it only repeats the path. */
function nameOf({ path, usb, manufacturer, product }: FoundPort): string {
  const device = knownDevice(usb);
  const called = product?.replace(/\s*\(COM\d+\)$/i, '').trim();
  if (called !== undefined && called !== '') return withMaker(called, manufacturer);
  if (device) return device.name;
  return withMaker(usb ? 'USB serial port' : isBluetooth(path, '') ? 'Bluetooth port' : 'Serial port', manufacturer);
}

function withMaker(name: string, maker = ''): string {
  const isSaid = maker === '' || /^(\(?standard|microsoft)/i.test(maker) || name.toLowerCase().includes(maker.toLowerCase());
  return isSaid ? name : `${maker} ${name}`;
}

const LIKE_A_BOARD = /usb.?serial|serial.?usb|uart|daplink|st-?link|micropython/i;

function likelihoodOf({ path, usb, manufacturer = '', product = '' }: FoundPort, extraBoards: readonly UsbId[]): Likelihood {
  const text = `${manufacturer} ${product}`;
  if (usb && extraBoards.some((extra) => usbText(extra) === usbText(usb))) return 'board';
  if (/circuitpython cdc2/i.test(text) || isBluetooth(path, text)) return 'unlikely';
  const device = knownDevice(usb);
  if (device) return device.likelihood;
  if (LIKE_A_BOARD.test(text)) return 'possible';
  return usb === undefined && manufacturer === '' ? 'unlikely' : 'unknown';
}

function isBluetooth(path: string, text: string): boolean {
  return /bluetooth|rfcomm|blth/i.test(`${path} ${text}`);
}

/**
 * What a port is remembered by: the device with its serial number, which stays the same in another socket; without one, the path.
 * The path is kept in any case, because bridges are sold with one serial number for all.
 */
export function portKey({ path, usb, serialNumber }: BoardPort): string {
  return usb && serialNumber !== undefined ? `${usbText(usb)}:${serialNumber}@${path}` : path;
}

export function findPort(key: string, ports: readonly BoardPort[]): BoardPort | undefined {
  const { device, path = key } = /^(?<device>[0-9A-F]{4}:[0-9A-F]{4}:.+)@(?<path>[^@]+)$/.exec(key)?.groups ?? {};
  if (device === undefined) return ports.find((port) => port.path === path);
  const same = ports.filter((port) => portKey(port) === `${device}@${port.path}`);
  return same.find((port) => port.path === path) ?? same[0];
}
