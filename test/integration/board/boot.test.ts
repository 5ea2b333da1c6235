/** How a board boots: which files it runs, in which order, when it leaves main.py out, and what a soft reset leaves. */
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import type { NameAlias } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { SerialConsole } from '../../support/serialConsole';
import { scriptedServer } from '../../support/servers';

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

const PROMPT = '>>> ';
const BANNER = 'MicroPython v';
const REBOOT = 'MPY: soft reboot\r\n';
const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';
const [CTRL_A, CTRL_B, CTRL_C, CTRL_D] = ['\x01', '\x02', '\x03', '\x04'];

/** A board with files of its own, which are to be run at its next reset. */
async function boardWith(
  { onTestFinished }: TestContext,
  files: Readonly<Record<string, string>>,
  aliases: readonly NameAlias[] = [],
): Promise<SerialConsole> {
  const line = await SerialConsole.open(simulator, { aliases });
  onTestFinished(() => line.board.dispose());
  await line.board.boot();
  await line.until(PROMPT);
  await line.exchange(CTRL_A, RAW_BANNER);
  for (const [name, source] of Object.entries(files)) {
    await line.exchange(`with open(${JSON.stringify(name)}, "w") as f: n = f.write(${JSON.stringify(source)})${CTRL_D}`, '\x04\x04>');
  }
  await line.exchange(CTRL_B, PROMPT);
  return line;
}

const softReset = (line: SerialConsole): Promise<string> => line.exchange(CTRL_D, PROMPT);

/** What follows the announcement of the soft reset, up to the banner. */
function bootText(text: string): string {
  return text.slice(text.lastIndexOf(REBOOT) + REBOOT.length, text.lastIndexOf(BANNER));
}

describe.concurrent('a board that boots', () => {
  it('runs boot.py, then main.py in the same names, then its prompt', async (test) => {
    const line = await boardWith(test, {
      'boot.py': 'import sys\nprint(__name__, __file__)\nx = 1\n',
      'main.py': 'print(__name__, __file__, x, "sys" in globals())\nx += 1\n',
    });
    expect(bootText(await softReset(line))).toBe('__main__ boot.py\r\n__main__ main.py 1 True\r\n');
    expect(await line.exchange('x\r', PROMPT)).toBe('x\r\n2\r\n>>> ');
    line.board.reset('hard');
    expect(await line.until(PROMPT)).toContain('__main__ boot.py\r\n__main__ main.py 1 True\r\nMicroPython v');
  });

  it('leaves main.py out if boot.py fails, and says why', async (test) => {
    const line = await boardWith(test, { 'boot.py': 'print("boot")\n1/0\n', 'main.py': 'print("main")' });
    const traceback =
      'Traceback (most recent call last):\r\n  File "boot.py", line 2, in <module>\r\nZeroDivisionError: divide by zero\r\n';
    expect(bootText(await softReset(line))).toBe(`boot\r\n${traceback}`);
  });

  it('leaves main.py out if boot.py is interrupted', async (test) => {
    const line = await boardWith(test, { 'boot.py': 'print("first")\nwhile True: pass\n', 'main.py': 'print("main")' });
    await line.exchange(CTRL_D, 'first\r\n');
    expect(await line.exchange(CTRL_C, PROMPT)).toMatch(
      /^Traceback \(most recent call last\):\r\n {2}File "boot.py", line 2, in <module>\r\nKeyboardInterrupt: \r\nMicroPython v/,
    );
  });

  it('is at its prompt after a main.py that fails, does not compile or is interrupted', async (test) => {
    const line = await boardWith(test, { 'main.py': 'def f():\n  raise OSError(116)\nf()\n' });
    expect(bootText(await softReset(line))).toBe(
      'Traceback (most recent call last):\r\n  File "main.py", line 3, in <module>\r\n  File "main.py", line 2, in f\r\nOSError: [Errno 116] ETIMEDOUT\r\n',
    );
    await line.exchange('n = open("main.py", "w").write("x = 1\\n1 1\\n")\r', PROMPT);
    expect(bootText(await softReset(line))).toBe(
      'Traceback (most recent call last):\r\n  File "main.py", line 2\r\nSyntaxError: invalid syntax\r\n',
    );
    await line.exchange('n = open("main.py", "w").write("print(1)\\nwhile True: pass\\n")\r', PROMPT);
    await line.exchange(CTRL_D, '1\r\n');
    expect(await line.exchange(CTRL_C, PROMPT)).toMatch(
      /^Traceback \(most recent call last\):\r\n {2}File "main.py", line 2, in <module>\r\nKeyboardInterrupt: \r\nMicroPython v/,
    );
  });

  it('runs boot.py and not main.py when a tool holds it in raw mode', async (test) => {
    const line = await boardWith(test, { 'boot.py': 'print("boot")', 'main.py': 'print("main")' });
    await line.exchange(CTRL_A, RAW_BANNER);
    expect(await line.exchange(CTRL_D, RAW_BANNER)).toBe(`OK\r\n${REBOOT}boot\r\n${RAW_BANNER}`);
    expect(await line.exchange(`raise SystemExit${CTRL_D}`, RAW_BANNER)).toBe(`OK\x04\x04${REBOOT}boot\r\n${RAW_BANNER}`);
    await line.exchange(CTRL_B, PROMPT);
    expect(bootText(await softReset(line))).toBe('boot\r\nmain\r\n');
  });

  it('boots again when a file ends with SystemExit', async (test) => {
    const again = (name: string): string =>
      `import os\nprint("${name}")\nif "${name}" not in os.listdir():\n  os.mkdir("${name}")\n  raise SystemExit(1)\n`;
    const line = await boardWith(test, { 'boot.py': again('first'), 'main.py': again('second') });
    const text = await softReset(line);
    expect(text.slice(0, text.indexOf(BANNER))).toBe(`\r\n${REBOOT}first\r\n${REBOOT}first\r\nsecond\r\n${REBOOT}first\r\nsecond\r\n`);
  });
});

describe.concurrent('a soft reset', () => {
  it('closes files, forgets modules and names, has its heap again, and leaves pins at their levels', async (test) => {
    const line = await boardWith(test, { 'kept.py': 'print("imported")' });
    await line.exchange('import kept, machine; f = open("f.txt", "w"); n = f.write("open")\r', PROMPT);
    await line.exchange('large = bytearray(100000); p = machine.Pin(4, machine.Pin.OUT, value=1)\r', PROMPT);
    await softReset(line);
    expect(await line.exchange('open("f.txt").read()\r', PROMPT)).toContain("'open'");
    expect(await line.exchange('import kept\r', PROMPT)).toContain('imported\r\n');
    expect(await line.exchange('p\r', PROMPT)).toContain("NameError: name 'p' isn't defined");
    expect(await line.exchange('len(bytearray(100000))\r', `\n${PROMPT}`)).toContain('\r\n100000\r\n');
    expect(await line.exchange('import machine; machine.Pin(4).value(), machine.reset_cause()\r', PROMPT)).toContain('(1, 5)\r\n');
  });

  it('ends timers, frees the UARTs, and leaves the clock', async (test) => {
    const line = await boardWith(test, {});
    await line.exchange('from machine import *; import time; u = UART(1, 9600, tx=18, rx=18)\r', PROMPT);
    await line.exchange('RTC().datetime((2030, 1, 1, 0, 12, 0, 0, 0))\r', PROMPT);
    await line.exchange(
      't = Timer(0, period=20, callback=lambda t: print("hard")); v = Timer(period=20, callback=lambda t: print("virtual"))\r',
      PROMPT,
    );
    await line.until('hard\r\n');
    await line.until('virtual\r\n');
    await softReset(line);
    expect(await line.exchange('import time; time.sleep_ms(200)\r', `\n${PROMPT}`)).toBe('import time; time.sleep_ms(200)\r\n>>> ');
    await line.exchange('from machine import *\r', PROMPT);
    expect(await line.exchange('Timer(0)\r', `\n${PROMPT}`)).toContain('Timer(0, mode=PERIODIC, period=0)');
    expect(await line.exchange('UART(1)\r', `\n${PROMPT}`)).toContain('UART(1, baudrate=115200, bits=8, parity=None, stop=1, tx=10, rx=9,');
    expect(await line.exchange('RTC().datetime()[:5], time.gmtime()[:4]\r', `\n${PROMPT}`)).toContain(
      '((2030, 1, 1, 1, 12), (2030, 1, 1, 12))',
    );
  });

  it('closes sockets, and the other side gets what was sent, and then the end', async (test) => {
    const server = await scriptedServer((socket) => {
      socket.on('end', () => socket.end());
    });
    test.onTestFinished(() => server.close());
    const line = await boardWith(test, {}, [{ name: 'server.test', host: '127.0.0.1', port: server.port }]);
    await line.exchange('import network, socket; w = network.WLAN(); w.active(True); w.connect("home", "12345678")\r', `\n${PROMPT}`);
    await line.exchange('while not w.isconnected(): pass\r\r', `\n${PROMPT}`);
    await line.exchange('s = socket.socket(); s.connect(("server.test", 80)); s.write(b"bye")\r', `\n${PROMPT}`);
    await softReset(line);
    await server.ended(1);
    expect([server.received().toString(), server.endings]).toEqual(['bye', ['FIN']]);
    // All ten are there again.
    await line.exchange('import socket; l = [socket.socket() for _ in range(10)]\r', `\n${PROMPT}`);
    expect(await line.exchange('len(l)\r', `\n${PROMPT}`)).toBe('len(l)\r\n10\r\n>>> ');
  });
});
