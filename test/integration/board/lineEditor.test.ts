/** The line editor of the prompt, key by key: what each key sends back over the serial line, as MicroPython's shared/readline does it. */
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { SerialConsole } from '../../support/serialConsole';

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

const PROMPT = '>>> ';
const NEXT = `\r\n${PROMPT}`;
const Key = { up: '\x1b[A', down: '\x1b[B', right: '\x1b[C', left: '\x1b[D', home: '\x1b[H', end: '\x1b[F', delete: '\x1b[3~' } as const;
const [CTRL_A, CTRL_B, CTRL_C, CTRL_D, CTRL_E, CTRL_F] = ['\x01', '\x02', '\x03', '\x04', '\x05', '\x06'];
const [CTRL_K, CTRL_N, CTRL_P, CTRL_U] = ['\x0b', '\x0e', '\x10', '\x15'];

async function switchedOn({ onTestFinished }: TestContext): Promise<SerialConsole> {
  const line = await SerialConsole.open(simulator);
  onTestFinished(() => line.board.dispose());
  await line.board.boot();
  await line.until(PROMPT);
  return line;
}

describe.concurrent('a key in a line', () => {
  it('moves the cursor: arrows, Home, End and the control characters', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange(`abc${Key.left}${Key.left}${Key.right}X\r`, NEXT)).toContain('abc\b\bbXc\b\r\n');
    expect(await line.exchange(`bc${Key.home}a${Key.end}d\r`, NEXT)).toContain('bc\b\babc\b\bbcd\r\n');
    expect(await line.exchange('bc\x1b[1~a\x1b[4~d\r', NEXT)).toContain('bc\b\babc\b\bbcd\r\n');
    expect(await line.exchange('bc\x1bOHa\x1bOFd\r', NEXT)).toContain('bc\b\babc\b\bbcd\r\n');
    expect(await line.exchange(`bc${CTRL_A}a${CTRL_E}d${CTRL_B}${CTRL_B}${CTRL_F}X\r`, NEXT)).toContain('bc\b\babc\b\bbcd\b\bcXd\b\r\n');
    // Five steps and more are one sequence.
    expect(await line.exchange(`abcde${CTRL_A}X\r`, NEXT)).toContain('abcde\x1b[5DXabcde\x1b[5D\r\n');
  });

  it('deletes: backwards, forwards, to the end and to the beginning', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('1x\x7f2x\b\r', `12${NEXT}`)).toBe('1x\b\x1b[K2x\b\x1b[K\r\n12\r\n>>> ');
    expect(await line.exchange(`x1${Key.home}${Key.delete}\r`, NEXT)).toBe('x1\b\b\x1b[K1\b\r\n1\r\n>>> ');
    expect(await line.exchange(`x1${CTRL_A}${CTRL_D}\r`, NEXT)).toBe('x1\b\b\x1b[K1\b\r\n1\r\n>>> ');
    expect(await line.exchange(`1xx${CTRL_B}${CTRL_B}${CTRL_K}\r`, NEXT)).toBe('1xx\b\b\x1b[K\r\n1\r\n>>> ');
    expect(await line.exchange(`xx1${CTRL_B}${CTRL_U}\r`, NEXT)).toBe('xx1\b\b\b\x1b[K1\b\r\n1\r\n>>> ');
  });

  it('is nothing if it is no character of ASCII; a paste takes them all', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('"\xc3\xa4\x17\x1b[5~"\r', NEXT)).toBe(`""\r\n''\r\n>>> `);
    await line.exchange(CTRL_E, '=== ');
    expect(await line.exchange(`"\xc3\xa4"\r${CTRL_D}`, PROMPT)).toBe(`"\xc3\xa4"\r\n=== \r\n'\xc3\xa4'\r\n>>> `);
  });

  it('ends a line with CR, LF or both', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('1\r\n2\r\n', `2${NEXT}`)).toBe('1\r\n1\r\n>>> 2\r\n2\r\n>>> ');
    expect(await line.exchange('3\n\n4\n', `4${NEXT}`)).toBe('3\r\n3\r\n>>> \r\n>>> 4\r\n4\r\n>>> ');
  });
});

describe.concurrent('the history', () => {
  it('has the last eight lines, each once in a row', async (test) => {
    const line = await switchedOn(test);
    for (let number = 10; number < 20; number++) await line.exchange(`${number}\r`, `${number}${NEXT}`);
    await line.exchange('19\r', `19${NEXT}`);
    await line.exchange('\r', PROMPT);
    expect(await line.exchange(`${Key.up.repeat(12)}${CTRL_C}`, PROMPT)).toBe('19\b\b18\b\b17\b\b16\b\b15\b\b14\b\b13\b\b12\r\n>>> ');
    expect(await line.exchange(`${CTRL_P}${CTRL_P}${Key.down}${CTRL_N}1\r`, PROMPT)).toBe('19\b\b18\b\b19\b\b\x1b[K1\r\n1\r\n>>> ');
  });

  it('begins anew in each line, also in a further line of a statement', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('first = 1\r', PROMPT);
    await line.exchange('if first:\r', '    ');
    await line.exchange(CTRL_C, PROMPT);
    await line.exchange('last = 2\r', PROMPT);
    expect(await line.exchange(`${Key.up}${Key.up}\r`, '...     ')).toContain('if first:\r\n');
    // The newest line is the one that was just recalled.
    expect(await line.exchange(`${Key.up}${Key.up}${CTRL_C}`, PROMPT)).toBe('\b\b\b\bif first:\x1b[9D\x1b[Klast = 2\r\n>>> ');
  });

  it('is lost with a soft reset', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('1\r', NEXT);
    await line.exchange(CTRL_D, PROMPT);
    expect(await line.exchange(`${Key.up}2\r`, NEXT)).toBe('2\r\n2\r\n>>> ');
  });
});

describe.concurrent('the indentation', () => {
  it('follows the line before, and a block ends at an empty line or after two blank ones', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('if 1:\rif 1:\rprint(5)\r\x7f\x7f\r', `5${NEXT}`)).toBe(
      'if 1:\r\n...     if 1:\r\n...         print(5)\r\n...         \b\b\b\b\x1b[K\b\b\b\b\x1b[K\r\n5\r\n>>> ',
    );
    expect(await line.exchange('if 1:\r6\r\r\r\r', `6${NEXT}`)).toBe('if 1:\r\n...     6\r\n...     \r\n...     \r\n... \r\n6\r\n>>> ');
  });

  it('is given up by a space or a tab, as in text that is pasted with its own', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('if 1:\r    7\r    8\r\r', NEXT)).toBe('if 1:\r\n...     \b\b\b   7\r\n...     8\r\n... \r\n7\r\n8\r\n>>> ');
    expect(await line.exchange('if 1:\r\t9\r\r', NEXT)).toBe('if 1:\r\n...     9\r\n... \r\n9\r\n>>> ');
  });

  it('does not come in brackets and strings, which go on until they are closed', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('[1,\r2]\r', `]${NEXT}`)).toBe('[1,\r\n... 2]\r\n[1, 2]\r\n>>> ');
    expect(await line.exchange('"""a\rb"""\r', `'${NEXT}`)).toBe(`"""a\r\n... b"""\r\n'a\\nb'\r\n>>> `);
    expect(await line.exchange('1\\\r+2\r', `3${NEXT}`)).toBe('1\\\r\n... +2\r\n3\r\n>>> ');
  });

  it('is left by Ctrl-C, which drops the statement, and by Ctrl-D, which runs it', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange(`if 1:\r${CTRL_C}`, NEXT)).toBe('if 1:\r\n...     \r\n>>> ');
    expect(await line.exchange(`for i in (1,): i\r${CTRL_D}`, NEXT)).toBe('for i in (1,): i\r\n... 1\r\n>>> ');
  });
});

describe.concurrent('the tabulator', () => {
  it('completes names, and lists them if there are several', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('import machine, os\r', PROMPT);
    expect(await line.exchange('os.getc\t()\r', NEXT)).toBe("os.getcwd()\r\n'/'\r\n>>> ");
    expect(await line.exchange('machine.ADC.ATTN_1\t', 'ATTN_11DB')).toContain('machine.ADC.ATTN_11DB');
    await line.exchange(CTRL_C, PROMPT);
    expect(await line.exchange('os.r\t', `${NEXT}os.r`)).toBe('os.r\r\nremove          rename          rmdir\r\n>>> os.r');
    expect(await line.exchange(CTRL_C, NEXT)).toBe(NEXT);
    expect(await line.exchange(`imp\t${CTRL_C}`, NEXT)).toBe('import \r\n>>> ');
    expect(await line.exchange(`import netw\t${CTRL_C}`, NEXT)).toBe('import network\r\n>>> ');
  });

  it('is four spaces after a space', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('1 \t+1\r', NEXT)).toBe('1     +1\r\n2\r\n>>> ');
  });
});

describe.concurrent('the prompt', () => {
  it('is what sys says, and keeps the last value that is not None', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('import sys\r', PROMPT);
    expect(await line.exchange('sys.ps1, sys.ps2\r', NEXT)).toContain("('>>> ', '... ')");
    await line.exchange('sys.ps1 = "1: "; sys.ps2 = "2: "\r', '\r\n1: ');
    expect(await line.exchange('if 1:\r5\r\x7f\r', '\r\n1: ')).toContain('2:     5\r\n');
    await line.exchange('sys.ps1 = ">>> "\r', NEXT);
    expect(await line.exchange('None\r', NEXT)).toBe('None\r\n>>> ');
    expect(await line.exchange('_\r', NEXT)).toBe('_\r\n5\r\n>>> ');
  });

  it('unlocks the heap, however often it was locked', async (test) => {
    const line = await switchedOn(test);
    await line.exchange('from micropython import *\r', PROMPT);
    expect(await line.exchange('heap_lock(); heap_lock(); [1]\r', NEXT)).toContain('MemoryError');
    expect(await line.exchange('[1, 2]\r', NEXT)).toBe('[1, 2]\r\n[1, 2]\r\n>>> ');
  });

  it('is begun anew by Ctrl-B, with the banner', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange(CTRL_B, PROMPT)).toMatch(/^\r\nMicroPython v.*\r\nType "help\(\)" for more information\.\r\n>>> $/);
  });

  it('tells of errors in what was typed with no more than their line', async (test) => {
    const line = await switchedOn(test);
    const error = (text: string): string => `Traceback (most recent call last):\r\n  File "<stdin>", line 1\r\n${text}\r\n>>> `;
    expect(await line.exchange('1 1\r', NEXT)).toBe(`1 1\r\n${error('SyntaxError: invalid syntax')}`);
    expect(await line.exchange(' 1\r', NEXT)).toBe(` 1\r\n${error('IndentationError: unexpected indent')}`);
  });

  it('has the names that the firmware leaves, and helps with objects and modules', async (test) => {
    const line = await switchedOn(test);
    expect(await line.exchange('sorted(dir())\r', NEXT)).toContain("['__name__', 'bdev', 'gc', 'vfs']\r\n");
    expect(await line.exchange('help(len)\r', NEXT)).toContain('object <function> is of type function\r\n');
    expect(await line.exchange('help("modules")\r', NEXT)).toMatch(/machine .*\r\nPlus any modules on the filesystem\r\n>>> $/s);
  });
});
