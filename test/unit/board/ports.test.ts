/** Serial ports as a user chooses them: how they are ranked, called and remembered. */
import { describe, expect, it } from 'vitest';
import { findPort, portKey, readUsbText } from '../../../board/src';
import { rankPorts, type FoundPort } from '../../../board/src/ports/boardPort';
import { fromLibrary } from '../../../board/src/ports/listPorts';
import { lineKind } from '../../../board/src/ports/usbDevices';

const port = (path: string, usb?: string, more: Partial<FoundPort> = {}): FoundPort => ({
  path,
  ...(usb === undefined ? {} : { usb: readUsbText(usb) }),
  ...more,
});
const ranked = (...ports: readonly FoundPort[]) => rankPorts(ports).map(({ path, likelihood }) => `${path} ${likelihood}`);

describe('the ranks of ports', () => {
  it('leave none out, and put boards before bridges, bridges before the rest', () => {
    expect(
      ranked(
        port('/dev/ttyS0'),
        port('/dev/rfcomm0', undefined, { product: 'USB Serial' }),
        port('/dev/ttyACM3', '1234:5678', { manufacturer: 'Somebody', product: 'Printer' }),
        port('/dev/ttyACM2', '1234:5678', { manufacturer: 'Somebody', product: 'DAPLink CMSIS-DAP' }),
        port('/dev/ttyUSB0', '10c4:ea60'),
        port('/dev/ttyACM1', '239a:80f4', { product: 'CircuitPython CDC2 control' }),
        port('/dev/ttyACM0', '303a:1001'),
      ),
    ).toEqual([
      '/dev/ttyACM0 board',
      '/dev/ttyUSB0 bridge',
      '/dev/ttyACM2 possible',
      '/dev/ttyACM3 unknown',
      '/dev/rfcomm0 unlikely',
      '/dev/ttyACM1 unlikely',
      '/dev/ttyS0 unlikely',
    ]);
  });

  it('go by pairs of vendor and product: a vendor of bridges with the product of another is no bridge', () => {
    expect(ranked(port('COM3', '10c4:7523', { manufacturer: 'M' }))).toEqual(['COM3 unknown']);
    expect(ranked(port('COM3', '0005:2e8a', { manufacturer: 'M' }))).toEqual(['COM3 unknown']);
  });

  it('take every device of a maker of boards', () => {
    expect(ranked(port('a', '303a:8123'), port('b', '2e8a:1000'))).toEqual(['a board', 'b board']);
  });

  it('take what the user says is a board', () => {
    const found = [port('a', '10c4:ea60'), port('b', 'cafe:0001', { manufacturer: 'M' })];
    expect(rankPorts(found, [{ vendorId: 0xcafe, productId: 1 }]).map(({ path }) => path)).toEqual(['b', 'a']);
  });

  it('put COM10 after COM9', () => {
    expect(ranked(port('COM10'), port('COM9'))).toEqual(['COM9 unlikely', 'COM10 unlikely']);
  });
});

describe('the name of a port', () => {
  const nameOf = (found: FoundPort) => rankPorts([found])[0]?.name;

  it('is what the device calls itself, with its maker', () => {
    expect(nameOf(port('a', '10c4:ea60', { manufacturer: 'Silicon Labs', product: 'CP2102 Bridge' }))).toBe('Silicon Labs CP2102 Bridge');
    expect(nameOf(port('a', '303a:4001', { manufacturer: 'Espressif', product: 'Espressif Device' }))).toBe('Espressif Device');
  });

  it('does without the path, which Windows puts into it', () => {
    expect(nameOf(port('COM3', '1a86:7523', { manufacturer: 'wch.cn', product: 'USB-SERIAL CH340 (COM3)' }))).toBe(
      'wch.cn USB-SERIAL CH340',
    );
    expect(nameOf(port('COM1', undefined, { manufacturer: '(Standard port types)', product: 'Communications Port (COM1)' }))).toBe(
      'Communications Port',
    );
  });

  it('is what is known of the device where it says nothing', () => {
    expect(nameOf(port('a', '303a:1001'))).toBe('Espressif USB-Serial/JTAG');
    expect(nameOf(port('/dev/cu.Bluetooth-Incoming-Port'))).toBe('Bluetooth port');
    expect(nameOf(port('/dev/ttyS0'))).toBe('Serial port');
  });
});

describe('a port that is remembered', () => {
  const ports = (...found: readonly FoundPort[]) => rankPorts(found);
  const [cp] = ports(port('/dev/ttyUSB0', '10c4:ea60', { serialNumber: 'A@1' }));

  it('is found by its serial number at another path', () => {
    const key = portKey(cp!);
    const now = ports(port('/dev/ttyUSB0', '10c4:ea60', { serialNumber: 'B' }), port('/dev/ttyUSB1', '10c4:ea60', { serialNumber: 'A@1' }));
    expect(findPort(key, now)?.path).toBe('/dev/ttyUSB1');
  });

  it('is not another device at its path', () => {
    expect(findPort(portKey(cp!), ports(port('/dev/ttyUSB0', '10c4:ea60', { serialNumber: 'B' })))).toBeUndefined();
    expect(findPort(portKey(cp!), ports(port('/dev/ttyUSB0', '1a86:7523', { serialNumber: 'A@1' })))).toBeUndefined();
  });

  it('is the one at its path where several have one serial number', () => {
    const twins = ports(
      port('/dev/ttyUSB0', '10c4:ea60', { serialNumber: '0001' }),
      port('/dev/ttyUSB1', '10c4:ea60', { serialNumber: '0001' }),
    );
    for (const twin of twins) expect(findPort(portKey(twin), twins)).toBe(twin);
  });

  it('without a serial number is found by its path', () => {
    const [ch340] = ports(port('/dev/ttyUSB0', '1a86:7523', { serialNumber: '' }));
    expect(portKey(ch340!)).toBe('/dev/ttyUSB0');
    expect(findPort(portKey(ch340!), [ch340!])).toBe(ch340);
  });
});

describe('what a system says of a port', () => {
  const found = { manufacturer: 'M', serialNumber: '7', vendorId: '303a', productId: '1001' };

  it('is translated, on a Mac to the path that does not wait for a modem', () => {
    expect(fromLibrary({ path: '/dev/tty.usbmodem1', ...found }, 'darwin')).toEqual({
      path: '/dev/cu.usbmodem1',
      manufacturer: 'M',
      serialNumber: '7',
      usb: { vendorId: 0x303a, productId: 0x1001 },
    });
    expect(fromLibrary({ path: 'COM3', ...found, friendlyName: 'N' }, 'win32')).toMatchObject({ path: 'COM3', product: 'N' });
  });
});

it.each([
  ['303a:1001', { vendorId: 0x303a, productId: 0x1001 }],
  ['0x303A : 0x1', { vendorId: 0x303a, productId: 1 }],
  ['303a', undefined],
  ['12345:1', undefined],
  ['303g:1001', undefined],
])('a pair that the user writes: %s', (text, usb) => {
  expect(readUsbText(text)).toEqual(usb);
});

it.each([
  ['303a:1001', 'usbSerialJtag'],
  ['303a:4001', 'nativeUsb'],
  ['2e8a:0005', 'nativeUsb'],
  ['10c4:ea60', 'bridge'],
  ['dead:beef', 'bridge'],
])('the control lines of %s lead as those of %s', (text, kind) => {
  expect(lineKind(readUsbText(text))).toBe(kind);
});
