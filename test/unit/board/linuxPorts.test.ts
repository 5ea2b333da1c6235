/** What the kernel shows of serial ports below /sys, on a tree like it: real files and links, in the places where Linux has them. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, type TestContext } from 'vitest';
import { listLinuxPorts } from '../../../board/src/ports/linuxPorts';

/** @param files content by path below the folder @param links target by path, relative to the folder */
function systemFolder(
  { onTestFinished }: TestContext,
  files: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>>,
): string {
  const root = mkdtempSync(path.join(tmpdir(), 'sys-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), `${text}\n`);
  }
  for (const [name, target] of Object.entries(links)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    symlinkSync(path.join(root, target), path.join(root, name));
  }
  return root;
}

const BRIDGE = 'devices/pci0/usb1/1-1';
const BOARD = 'devices/pci0/usb1/1-2';

it('finds USB devices with what they say of themselves, UARTs that are there, and nothing else', async (test) => {
  const root = systemFolder(
    test,
    {
      [`${BRIDGE}/idVendor`]: '10c4',
      [`${BRIDGE}/idProduct`]: 'ea60',
      [`${BRIDGE}/serial`]: '0001',
      [`${BRIDGE}/manufacturer`]: 'Silicon Labs',
      [`${BRIDGE}/product`]: 'CP2102 USB to UART Bridge Controller',
      [`${BRIDGE}/1-1:1.0/interface`]: 'CP2102 USB to UART Bridge Controller',
      [`${BRIDGE}/1-1:1.0/ttyUSB0/port_number`]: '0',
      [`${BOARD}/idVendor`]: '239a',
      [`${BOARD}/idProduct`]: '80f4',
      [`${BOARD}/product`]: 'Pico',
      [`${BOARD}/1-2:1.2/interface`]: 'CircuitPython CDC2 control',
      'devices/platform/serial8250/name': 'serial8250',
      'class/tty/ttyS0/type': '4',
      'class/tty/ttyS1/type': '0',
      'class/tty/tty7/active': '',
    },
    {
      'class/tty/ttyUSB0/device': `${BRIDGE}/1-1:1.0/ttyUSB0`,
      'class/tty/ttyACM0/device': `${BOARD}/1-2:1.2`,
      'class/tty/ttyS0/device': 'devices/platform/serial8250',
      'class/tty/ttyS1/device': 'devices/platform/serial8250',
    },
  );
  const ports = await listLinuxPorts(root);
  expect([...ports].sort((a, b) => a.path.localeCompare(b.path))).toEqual([
    { path: '/dev/ttyACM0', usb: { vendorId: 0x239a, productId: 0x80f4 }, product: 'CircuitPython CDC2 control' },
    { path: '/dev/ttyS0' },
    {
      path: '/dev/ttyUSB0',
      usb: { vendorId: 0x10c4, productId: 0xea60 },
      serialNumber: '0001',
      manufacturer: 'Silicon Labs',
      product: 'CP2102 USB to UART Bridge Controller',
    },
  ]);
});
