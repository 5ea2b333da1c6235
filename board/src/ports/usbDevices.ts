/**
 * Which USB devices are boards with MicroPython, or bridges on such boards. Pairs of vendor and product are looked up, never one without
 * the other; a vendor that makes nothing else may stand alone. A device that is not named here is no less usable, only listed later.
 */
import type { LineKind } from '../transport/controlLines';

export interface UsbId {
  readonly vendorId: number;
  readonly productId: number;
}

interface KnownDevice {
  readonly name: string;
  /** A board, or a bridge that many boards have and other devices too. */
  readonly likelihood: 'board' | 'bridge';
  readonly lines: LineKind;
}

const board = (name: string, lines: LineKind = 'nativeUsb'): KnownDevice => ({ name, likelihood: 'board', lines });
const bridge = (name: string): KnownDevice => ({ name, likelihood: 'bridge', lines: 'bridge' });

const BY_PAIR: Readonly<Record<string, KnownDevice>> = {
  '303A:1001': board('Espressif USB-Serial/JTAG', 'usbSerialJtag'),
  '303A:4001': board('Espressif board with MicroPython'),
  '303A:80D1': board('UM board with MicroPython'),
  '2341:056B': board('Arduino Nano ESP32'),
  '2E8A:0005': board('RP2 board with MicroPython'),
  'F055:9800': board('Pyboard'),
  'F055:9802': board('Pyboard'),
  '10C4:EA60': bridge('CP210x USB to UART bridge'),
  '1A86:7523': bridge('CH340 USB to UART bridge'),
  '1A86:5523': bridge('CH341 USB to UART bridge'),
  '1A86:55D3': bridge('CH343 USB to UART bridge'),
  '1A86:55D4': bridge('CH9102 USB to UART bridge'),
  '0403:6001': bridge('FT232R USB to UART bridge'),
  '0403:6010': bridge('FT2232 USB to UART bridge'),
  '0403:6011': bridge('FT4232 USB to UART bridge'),
  '0403:6014': bridge('FT232H USB to UART bridge'),
  '0403:6015': bridge('FT-X USB to UART bridge'),
  '0403:601C': bridge('FT4222 USB to UART bridge'),
};

/** Vendors all of whose devices with a serial port are boards. */
const BY_VENDOR: Readonly<Record<string, KnownDevice>> = {
  '303A': board('Espressif device'),
  '2E8A': board('Raspberry Pi device'),
};

export function knownDevice(usb: UsbId | undefined): KnownDevice | undefined {
  if (!usb) return undefined;
  const text = usbText(usb);
  return BY_PAIR[text] ?? BY_VENDOR[text.slice(0, 4)];
}

/** How the control lines of a device lead; unknown ones are treated as bridges, whose order of steps suits all. */
export function lineKind(usb: UsbId | undefined): LineKind {
  return knownDevice(usb)?.lines ?? 'bridge';
}

/** `10C4:EA60` */
export function usbText({ vendorId, productId }: UsbId): string {
  return `${hex(vendorId)}:${hex(productId)}`;
}

/** From `10c4:ea60`, as a user writes a pair; undefined when it is none. */
export function readUsbText(text: string): UsbId | undefined {
  const { vendor, product } = /^\s*(?:0x)?(?<vendor>[0-9a-f]{1,4})\s*:\s*(?:0x)?(?<product>[0-9a-f]{1,4})\s*$/i.exec(text)?.groups ?? {};
  if (vendor === undefined || product === undefined) return undefined;
  return { vendorId: parseInt(vendor, 16), productId: parseInt(product, 16) };
}

function hex(id: number): string {
  return id.toString(16).toUpperCase().padStart(4, '0');
}
