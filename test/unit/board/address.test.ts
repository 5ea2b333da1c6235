/** What a user may write as a board's address, and what is said of anything else. */
import { describe, expect, it } from 'vitest';
import { readAddress } from '../../../board/src';

describe('an address', () => {
  it.each([
    ['/dev/ttyUSB0', { kind: 'serial', path: '/dev/ttyUSB0' }],
    ['/dev/serial/by-id/usb-1a86_USB_Serial-if00', { kind: 'serial', path: '/dev/serial/by-id/usb-1a86_USB_Serial-if00' }],
    [' COM3 ', { kind: 'serial', path: 'COM3' }],
    ['com12', { kind: 'serial', path: 'COM12' }],
    ['\\\\.\\COM10', { kind: 'serial', path: 'COM10' }],
    ['tcp://127.0.0.1:4000', { kind: 'tcp', host: '127.0.0.1', port: 4000 }],
    ['TCP://[::1]:4000/', { kind: 'tcp', host: '::1', port: 4000 }],
    ['rfc2217://pi.local:2217', { kind: 'rfc2217', host: 'pi.local', port: 2217 }],
    ['ws://192.168.4.1', { kind: 'webrepl', host: '192.168.4.1', port: 8266 }],
    ['ws://192.168.4.1:80/', { kind: 'webrepl', host: '192.168.4.1', port: 80 }],
  ])('%s', (text, address) => {
    expect(readAddress(text)).toEqual(address);
  });

  it.each([
    ['', 'The address of the board is missing'],
    ['http://192.168.4.1:8266/', 'A board is not reached by http: for its WebREPL use ws://192.168.4.1:8266/.'],
    ['wss://board', 'A board is not reached by wss: for its WebREPL use ws://board.'],
    ['127.0.0.1:4000', '127.0.0.1:4000 does not say what speaks there: use tcp://127.0.0.1:4000 for a serial line'],
    ['socket://127.0.0.1:4000', 'Write tcp in place of socket: tcp://127.0.0.1:4000.'],
    ['tcp://127.0.0.1', 'tcp://127.0.0.1 has no port: tcp://127.0.0.1:4000, for example.'],
    ['tcp://:4000', 'tcp://:4000 is not an address of a board: tcp://host:port is meant.'],
    ['tcp://board:0', 'tcp://board:0: a port is a number from 1 to 65535.'],
    ['rfc2217://board:70000', 'a port is a number from 1 to 65535.'],
    ['ttyUSB0', 'Write the whole path of the port: /dev/ttyUSB0.'],
    ['board', 'board is not an address of a board. It is a serial port such as /dev/ttyUSB0 or COM3'],
    ['gopher://board', 'gopher://board is not an address of a board.'],
  ])('is none: %s', (text, problem) => {
    expect(readAddress(text)).toEqual({ kind: 'wrong', problem: expect.stringContaining(problem) as string });
  });
});
