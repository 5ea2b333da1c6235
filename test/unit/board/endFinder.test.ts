/** Where a script's output ends and its error begins, when both may hold the byte that separates them. */
import { describe, expect, it } from 'vitest';
import { EndFinder } from '../../../board/src/repl/endFinder';

const TRACEBACK = 'Traceback (most recent call last):\r\n  File "<stdin>", line 1, in <module>\r\n';

interface End {
  readonly output: string;
  /** undefined: the end was not found. */
  readonly error?: string;
}

function read(text: string): End {
  const finder = new EndFinder();
  let output = '';
  // Byte by byte: nothing may depend on the pieces.
  for (const byte of Buffer.from(text)) {
    const found = finder.push(Uint8Array.of(byte));
    output += Buffer.from(found.output).toString('latin1');
    if (found.end) return { output: utf8(output), error: Buffer.from(found.end.error).toString('utf8') };
  }
  return { output: utf8(output + Buffer.from(finder.flush()).toString('latin1')) };
}

function utf8(latin: string): string {
  return Buffer.from(latin, 'latin1').toString('utf8');
}

/** As MicroPython prints them: with a traceback, or without one when there was no memory for it, or no line yet. */
const ERRORS: Readonly<Record<string, string>> = {
  'no error': '',
  'a traceback': `${TRACEBACK}ValueError: no\r\n`,
  'a message of several lines': `${TRACEBACK}ValueError: no\r\n\r\ngood\r\n`,
  'a message that is not ASCII': `${TRACEBACK}ValueError: größer als 5 €\r\n`,
  'a class whose name is not ASCII': `${TRACEBACK}FehlerÄ: \r\n`,
  'a class that writes itself': `${TRACEBACK}<my error!>\r\n`,
  'no memory for a traceback': 'MemoryError: memory allocation failed, allocating 1024 bytes\r\n',
  'Ctrl-C before the first line': 'KeyboardInterrupt: \r\n',
  'no text at all': 'MemoryError:\r\n',
};

describe('the end of a script', () => {
  it.each(Object.entries(ERRORS))('with %s', (_name, error) => {
    expect(read(`output é\r\n\x04${error}\x04>`)).toEqual({ output: 'output é\r\n', error });
    expect(read(`\x04${error}\x04\r\nMPY: soft reboot`)).toEqual({ output: '', error });
  });

  it('is not taken from what a script prints', () => {
    const printed = 'a\x04b\x04>c\r\n\x04\x04 \x04ValueError: x\r\n';
    expect(read(printed)).toEqual({ output: printed });
    expect(read(`${printed}\x04\x04>`)).toEqual({ output: printed, error: '' });
  });

  it('is found without much work after many of the bytes that could begin it', () => {
    const finder = new EndFinder();
    const startedAt = performance.now();
    const { output } = finder.push(new Uint8Array(500_000).fill(4));
    expect(output.length + finder.flush().length).toBe(500_000);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
