/** A board that stays on: its prompt in all modes, its resets, and scripts that run on it, byte for byte as on a serial line. */
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { SerialConsole } from '../../support/serialConsole';

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

const PROMPT = '>>> ';
const RAW_BANNER = 'raw REPL; CTRL-B to exit\r\n>';
const ZERO_DIVISION =
  'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\nZeroDivisionError: divide by zero\r\n';

/** `test` is the test that has the board. */
async function switchedOn({ onTestFinished }: TestContext): Promise<SerialConsole> {
  const line = await SerialConsole.open(simulator);
  onTestFinished(() => line.board.dispose());
  await line.board.boot();
  expect(await line.until(PROMPT)).toMatch(
    /^MicroPython v\S+ on \d{4}-\d\d-\d\d; Generic ESP32 module with ESP32\r\nType "help\(\)" for more information.\r\n>>> $/,
  );
  return line;
}

describe.concurrent('the friendly REPL', () => {
  it('prints values, indents, completes and erases', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('1+1\r', `\n${PROMPT}`)).toBe('1+1\r\n2\r\n>>> ');
    expect(await line.exchange('_\r', `\n${PROMPT}`)).toBe('_\r\n2\r\n>>> ');
    expect(await line.exchange('for i in range(2):\rprint(i)\r\x7f\r', `\n${PROMPT}`)).toBe(
      'for i in range(2):\r\n...     print(i)\r\n...     \b\b\b\b\x1b[K\r\n0\r\n1\r\n>>> ',
    );
    expect(await line.exchange('import so\t\r', `\n${PROMPT}`)).toBe('import socket\r\n>>> ');
    expect(await line.exchange('1/0\r', `\n${PROMPT}`)).toBe(`1/0\r\n${ZERO_DIVISION}>>> `);
  });

  it('recalls lines with the arrow keys, also from an empty line', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('x = 5\r', PROMPT);
    expect(await line.exchange('\x7f\x1b[A', '5')).toBe('x = 5');
    expect(await line.exchange('\r', PROMPT)).toBe('\r\n>>> ');
  });

  it('has a paste mode that runs what was pasted and can be cancelled', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('\x05', '=== ')).toBe('\r\npaste mode; Ctrl-C to cancel, Ctrl-D to finish\r\n=== ');
    expect(await line.exchange('x = 7\r\x03', PROMPT)).toBe('x = 7\r\n=== \r\n>>> ');
    expect(await line.exchange('__file__\r', `\n${PROMPT}`)).toContain("NameError: name '__file__' isn't defined\r\n");
    await line.exchange('\x05', '=== ');
    expect(await line.exchange('def f():\r  return 7\rf()\r\x04', `7\r\n${PROMPT}`)).toBe(
      'def f():\r\n===   return 7\r\n=== f()\r\n=== \r\n7\r\n>>> ',
    );
    // What is typed line by line is no file, what is pasted is one.
    expect(await line.exchange('__file__\r', `\n${PROMPT}`)).toContain("'<stdin>'\r\n");
  });

  it('interrupts what runs at Ctrl-C, and begins a new line when nothing does', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('while True: pass\r\r', '... \r\n');
    expect(await line.exchange('\x03', `\n${PROMPT}`)).toContain('KeyboardInterrupt: \r\n>>> ');
    expect(await line.exchange('half a li\x03', `\n${PROMPT}`)).toBe('half a li\r\n>>> ');
  });
});

describe.concurrent('the raw REPL', () => {
  it('answers code with OK, output and error text', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('\x01', '\n>')).toBe(`\r\n${RAW_BANNER}`);
    expect(await line.exchange('print(1)\x04', '\x04>')).toBe('OK1\r\n\x04\x04>');
    expect(await line.exchange('1/0\x04', '\x04>')).toBe(`OK\x04${ZERO_DIVISION}\x04>`);
    expect(await line.exchange('forgotten\x03print(2)\x04', '\x04>')).toBe('OK2\r\n\x04\x04>');
    // Code of any length, in pieces as they come.
    for (let piece = 0; piece < 40; piece++) line.send(`#${'-'.repeat(254)}\n`);
    expect(await line.exchange('print(3)\x04', '\x04>')).toBe('OK3\r\n\x04\x04>');
    expect(await line.exchange('\x02', PROMPT)).toMatch(/^\r\nMicroPython v.*\r\n>>> $/s);
  });

  it('prints no values, calls its code a file, and says what it is again at Ctrl-A', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('\x01', '\n>');
    expect(await line.exchange('1+1\n"text"\x04', '\x04>')).toBe('OK\x04\x04>');
    expect(await line.exchange('print(__name__, __file__)\x04', '\x04>')).toBe('OK__main__ <stdin>\r\n\x04\x04>');
    await line.exchange('\x05A\x01', '\x01\x80\x00\x01');
    expect(await line.exchange('__file__ = 1\n2\x04', '\x04>')).toBe('\x04\x04\x04>');
    await line.exchange('\x05A\x01', '\x01\x80\x00\x01');
    expect(await line.exchange('print(__name__, __file__)\x04', '\x04>')).toBe('\x04__main__ <stdin>\r\n\x04\x04>');
    expect(await line.exchange('forgotten\x01', '\n>')).toBe(RAW_BANNER);
    expect(await line.exchange('print(3)\x04', '\x04>')).toBe('OK3\r\n\x04\x04>');
  });

  it('tells of Ctrl-C while code runs in the place of its error', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('\x01', '\n>');
    await line.exchange('print("up")\nwhile True: pass\x04', 'OKup\r\n');
    expect(await line.exchange('\x03', '\x04>')).toBe(
      '\x04Traceback (most recent call last):\r\n  File "<stdin>", line 2, in <module>\r\nKeyboardInterrupt: \r\n\x04>',
    );
    // Outside of a program it is no interrupt, and nobody is told of it.
    expect(await line.exchange('\x03\x03print(4)\x04', '\x04>')).toBe('OK4\r\n\x04\x04>');
  });

  it('takes a paste in windows, and acknowledges its end before the output', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('\x01', '\n>');
    expect(await line.exchange('\x05A\x01', '\x01\x80\x00\x01')).toBe('R\x01\x80\x00\x01');
    expect(await line.exchange(`#${'-'.repeat(126)}\n#${'-'.repeat(126)}\nprint("end")\x04`, '\x04>')).toBe('\x01\x01\x04end\r\n\x04\x04>');
    await line.exchange('\x05A\x01', '\x01\x80\x00\x01');
    expect(await line.exchange('1/0\x04', '\x04>')).toBe(`\x04\x04${ZERO_DIVISION}\x04>`);
    await line.exchange('\x05A\x01', '\x01\x80\x00\x01');
    expect(await line.exchange('print(1)\x03', '\x04>')).toBe('\x04\x04KeyboardInterrupt: \r\n\x04>');
    expect(await line.exchange('\x05B\x01', '>')).toBe('R\x00>');
  });

  it('compiles a paste as it comes: an error stops the sender, and what was sent already is dropped', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('\x01', '\n>');
    await line.exchange('\x05A\x01', '\x01\x80\x00\x01');
    expect(await line.exchange('x = 1 1\nprint(', '\x04')).toBe('\x04');
    const error = '\x04Traceback (most recent call last):\r\n  File "<stdin>", line 1\r\nSyntaxError: invalid syntax\r\n\x04>';
    expect(await line.exchange('"dropped")\n\x04', '\x04>')).toBe(error);
    await line.exchange('\x05A\x01', '\x01\x80\x00\x01');
    expect(await line.exchange('  print(1)\n  print(2)\n\x04', '\x04>')).toContain('IndentationError: unexpected indent');
  });

  it('runs a script after a paste that it cuts short', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('\x01', '\n>');
    await line.exchange('\x05A\x01', '\x01\x80\x00\x01');
    line.send('x = 1\n');
    expect(await line.board.runScript({ name: 'a.py', source: 'print("in")' })).toEqual({ kind: 'completed' });
    expect(await line.until('in\r\n')).toContain('KeyboardInterrupt');
  });

  it('stays raw over a soft reset', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('kept = 1\r', `\n${PROMPT}`);
    await line.exchange('\x01', '\n>');
    expect(await line.exchange('\x04', '\n>')).toBe(`OK\r\nMPY: soft reboot\r\n${RAW_BANNER}`);
    expect(await line.exchange('kept\x04', '\x04>')).toContain("NameError: name 'kept' isn't defined");
  });
});

describe.concurrent('the standard streams on a serial line', () => {
  it('end lines of text with CR LF, and pass bytes as they are', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('import sys\r', PROMPT);
    await line.exchange('\x01', '\n>');
    expect(await line.exchange('print("a\\nb")\nn = sys.stdout.write("c\\r\\n")\x04', '\x04>')).toBe('OKa\r\nb\r\nc\r\r\n\x04\x04>');
    expect(await line.exchange('n = sys.stdout.buffer.write(b"a\\n\\r\\n\\x00\\xff")\x04', '\x04>')).toBe('OKa\n\r\n\x00\xff\x04\x04>');
    expect(await line.exchange('print(sys.stdin, sys.stderr, sys.stdout.buffer)\x04', '\x04>')).toContain(
      '<io.TextIOWrapper 0> <io.TextIOWrapper 2> <io.FileIO 0>',
    );
  });

  it('read Enter as the end of a line, and bytes as they are', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('import sys, select, micropython\r', PROMPT);
    await line.exchange('\x01', '\n>');
    line.send('print([sys.stdin.readline(), sys.stdin.read(3)])\x04');
    expect(await line.exchange('one\rtwo', '\x04>')).toBe("OK['one\\n', 'two']\r\n\x04\x04>");
    line.send('micropython.kbd_intr(-1)\np = select.poll()\np.register(sys.stdin.buffer, 1)\nprint(p.poll(0), end="+")\x04');
    await line.until('[]+\x04\x04>');
    // Ctrl-C is a byte like others after `kbd_intr(-1)`, but only to what runs with it.
    line.send('micropython.kbd_intr(-1)\nprint("?")\nn = len(p.poll())\nprint(n, sys.stdin.buffer.read(4))\x04');
    await line.until('?\r\n');
    expect(await line.exchange('\r\n\x03\x04', '\x04>')).toBe("1 b'\\r\\n\\x03\\x04'\r\n\x04\x04>");
    expect(await line.exchange('sys.stdin.write("x")\x04', '\x04>')).toContain('OSError: [Errno 1] EPERM');
  });

  it('have an input that echoes, edits and ends at Ctrl-C and Ctrl-D', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('input("name? ")\r', '\nname? ')).toBe('input("name? ")\r\nname? ');
    expect(await line.exchange('ad\x7fnn\r', PROMPT)).toBe("ad\b\x1b[Knn\r\n'ann'\r\n>>> ");
    await line.exchange('input("name? ")\r', '\nname? ');
    // Ctrl-C overtakes keys that nobody has read yet: the prompt would get them.
    await line.exchange('a', 'a');
    expect(await line.exchange('\x03', PROMPT)).toContain('KeyboardInterrupt: \r\n>>> ');
    await line.exchange('\x01', '\n>');
    line.send('input("name? ")\x04');
    await line.until('name? ');
    expect(await line.exchange('\x04', '\x04>')).toContain('EOFError: \r\n\x04>');
    expect(await line.exchange('\x02', PROMPT)).toMatch(/^\r\nMicroPython v/);
  });
});

describe.concurrent('a reset', () => {
  it('is soft at Ctrl-D and after SystemExit, and hard by the button', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('\x04', PROMPT)).toMatch(/^\r\nMPY: soft reboot\r\nMicroPython v/);
    expect(line.events).toContainEqual({ kind: 'reset', cause: 'soft' });
    expect(await line.exchange('import machine; machine.reset_cause()\r', `\n${PROMPT}`)).toContain('\r\n5\r\n');
    expect(await line.exchange('raise SystemExit\r', `\n${PROMPT}`)).toContain('MPY: soft reboot\r\n');
    line.board.reset('hard');
    await line.until(PROMPT);
    expect(line.events).toContainEqual({ kind: 'reset', cause: 'powerOn' });
    expect(await line.exchange('import machine; machine.reset_cause()\r', `\n${PROMPT}`)).toContain('\r\n1\r\n');
  });
});

describe.concurrent('a script on a board that stays on', () => {
  it('leaves what it made to the prompt', async (test) => {
    const line = await switchedOn(test);
    const result = await line.board.runScript({ name: 'a.py', source: 'made = 42\nprint("from the script")\n' });
    expect(result).toEqual({ kind: 'completed' });
    expect(await line.until(PROMPT)).toBe('from the script\r\n>>> ');
    expect(await line.exchange('made\r', `\n${PROMPT}`)).toBe('made\r\n42\r\n>>> ');
  });

  it('takes the place of what runs', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('while True: pass\r\r', '... \r\n');
    expect(await line.board.runScript({ name: 'a.py', source: 'print("in")' })).toEqual({ kind: 'completed' });
    expect(await line.until('in\r\n')).toContain('KeyboardInterrupt');
  });

  it('gets the board even if what runs catches every interrupt', async (test) => {
    const line = await switchedOn(test);
    // The second loop catches what comes while the first one is printing.
    const stubborn =
      'print("up")\nwhile True:\n  try:\n    while True:\n      try:\n        while True: pass\n      except BaseException: print("no")\n  except BaseException: pass\n';
    const first = line.board.runScript({ name: 'stubborn.py', source: stubborn });
    await line.until('up');
    line.board.interrupt();
    await line.until('no');
    const second = line.board.runScript({ name: 'a.py', source: 'print("in")' });
    expect(await second).toEqual({ kind: 'completed' });
    await line.until('in\r\n');
    expect(await first).toEqual({ kind: 'interrupted', killed: true });
  });

  it('can be killed, after which the board is at its prompt', async (test) => {
    const line = await switchedOn(test);
    const run = line.board.runScript({ name: 'a.py', source: 'print("up")\nwhile True: pass' });
    await line.until('up');
    line.board.kill();
    expect(await run).toEqual({ kind: 'interrupted', killed: true });
    await line.until(PROMPT);
  });

  it('is over when it resets the board, which then boots', async (test) => {
    const line = await switchedOn(test);
    expect(await line.board.runScript({ name: 'a.py', source: 'import machine\nmachine.reset()' })).toEqual({ kind: 'completed' });
    await line.until(PROMPT);
    expect(await line.exchange('import machine; machine.reset_cause()\r', `\n${PROMPT}`)).toContain('\r\n2\r\n');
  });
});
