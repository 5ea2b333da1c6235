import { describe, expect, test } from 'vitest';
import { keysOfPaste } from '../../../client/src/ui/pastedText';
import { PasteReader } from '../../../client/src/ui/pasteReader';
import { PromptLine, type PromptState } from '../../../client/src/ui/promptLine';

describe('what a terminal sends', () => {
  const read = (...inputs: readonly string[]) => {
    const reader = new PasteReader();
    return inputs.flatMap((input) => reader.read(input));
  };

  test.each(['a', '\r', '\x1b[A', 'abc', 'print(1)\r'])('is keys: %j', (text) => {
    expect(read(text)).toEqual([{ kind: 'keys', text }]);
  });

  test('is a paste if it is marked as one, however it is cut', () => {
    const input = 'x\x1b[200~a\rb\x1b[201~\r\x1b[200~c\x1b[201~';
    const whole = [
      { kind: 'keys', text: 'x' },
      { kind: 'paste', text: 'a\rb' },
      { kind: 'keys', text: '\r' },
      { kind: 'paste', text: 'c' },
    ];
    expect(read(input)).toEqual(whole);
    const begin = input.indexOf('a');
    for (let cut = begin; cut < input.indexOf('\r\x1b[200~c'); cut++) expect(read(input.slice(0, cut), input.slice(cut))).toEqual(whole);
  });

  test('is a paste if lines arrive at once', () => {
    expect(read('a = 1\rb = 2\r')).toEqual([{ kind: 'paste', text: 'a = 1\rb = 2\r' }]);
  });
});

describe('the prompt', () => {
  const after = (...texts: readonly string[]): PromptState => {
    const line = new PromptLine();
    for (const text of texts) line.take(text);
    return line.state;
  };

  test('is known by its last line, however it is cut', () => {
    expect(after('hello\r\n>>', '> ')).toEqual({ kind: 'prompt', before: '', after: '' });
    expect(after('>>> 1+1\r\n2\r\n>>> ')).toEqual({ kind: 'prompt', before: '', after: '' });
    expect(after('>>> ', 'def f():\r\n...     ')).toEqual({ kind: 'continued' });
    expect(after('>>> ', 'def f():\r\n', '=== ').kind).toBe('other');
    expect(after('number? >>> ').kind).toBe('other');
    expect(after('').kind).toBe('other');
    expect(after(`>>> ${'x'.repeat(20_000)}`).kind).toBe('other');
  });

  test('has what was typed and is not erased, on both sides of the cursor', () => {
    expect(after('>>> ', 'a', 'b', 'c')).toEqual({ kind: 'prompt', before: 'abc', after: '' });
    expect(after('>>> ', 'abc', '\b\x1b[K', '\b\x1b[K', '\b\x1b[K')).toEqual({ kind: 'prompt', before: '', after: '' });
    expect(after('>>> ', 'abcd', '\b', '\b', 'xcd\b\b')).toEqual({ kind: 'prompt', before: 'abx', after: 'cd' });
    expect(after('>>> ', 'abcdef', '\x1b[6D', '\x1b[K', 'old')).toEqual({ kind: 'prompt', before: 'old', after: '' });
  });
});

describe('pasted lines', () => {
  const EMPTY: PromptState = { kind: 'prompt', before: '', after: '' };

  test('go through paste mode at the prompt, without the margin that they share', () => {
    expect(keysOfPaste('def f():\n    return 1\n\n', EMPTY)).toBe('\x05def f():\r    return 1\x04');
    expect(keysOfPaste('    def f(self):\r\n\r\n\treturn 1\r\n    x', EMPTY)).toBe('\x05    def f(self):\r\r\treturn 1\r    x\x04');
    expect(keysOfPaste('    a = 1\r\r        b\r', EMPTY)).toBe('\x05a = 1\r\r    b\x04');
  });

  test('are typed if there is one, which then can be recalled', () => {
    expect(keysOfPaste('print(1)', EMPTY)).toBe('print(1)');
    expect(keysOfPaste('print(1)\r\n', EMPTY)).toBe('print(1)\r');
    expect(keysOfPaste('x\t= 1', EMPTY)).toBe('x    = 1');
  });

  test('are put where the cursor is in a line that was begun', () => {
    expect(keysOfPaste('a,\r b', { kind: 'prompt', before: 'f(', after: ')' })).toBe('\x05\x15\x05f(a,\r b)\x04');
  });

  test('keep their own indentation in a statement of several lines', () => {
    expect(keysOfPaste('a = 1\r  b = 2\r', { kind: 'continued' })).toBe('a = 1\r\x15  b = 2\r');
  });

  test('come to a script as they are', () => {
    expect(keysOfPaste('a\tb\n\x03\nc\n', { kind: 'other' })).toBe('a\tb\r\x03\rc\r');
  });

  test('have nothing that the prompt obeys', () => {
    expect(keysOfPaste('a\x03\x04\r\x1b[Ab\x01', EMPTY)).toBe('\x05a\r[Ab\x04');
  });
});
