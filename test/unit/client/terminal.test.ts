import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { OutputQueue } from '../../../client/src/ui/outputQueue';
import { TerminalText } from '../../../client/src/ui/terminalText';
import { bytesOf } from './requests';

describe('bytes become text for a terminal', () => {
  const decodeInParts = (bytes: Uint8Array, partLength: number): string => {
    const text = new TerminalText();
    let shown = '';
    for (let start = 0; start < bytes.length; start += partLength)
      shown += text.decode('stdout', bytes.subarray(start, start + partLength));
    return shown + text.flush();
  };

  test.each([1, 2, 3, 100])('however they are cut (%i at a time)', (partLength) => {
    expect(decodeInParts(bytesOf('grüße 😀\nnext\r\n\n\nend'), partLength)).toBe('grüße 😀\r\nnext\r\n\r\n\r\nend');
  });

  test('with a mark in place of what is no UTF-8', () => {
    expect(decodeInParts(Uint8Array.of(0x41, 0xff, 0x42), 1)).toBe('A\ufffdB');
    expect(decodeInParts(Uint8Array.of(0x41, 0xe2, 0x82), 3)).toBe('A\ufffd');
  });

  test('without touching escape sequences and lone carriage returns', () => {
    expect(decodeInParts(bytesOf('\x1b[2J\x1b[31mred\x1b[0m\r50%\r100%\n'), 4)).toBe('\x1b[2J\x1b[31mred\x1b[0m\r50%\r100%\r\n');
  });

  test('and both streams keep their own half characters', () => {
    const text = new TerminalText();
    const [first = 0, second = 0] = bytesOf('é');
    expect(
      text.decode('stdout', Uint8Array.of(first)) + text.decode('stderr', bytesOf('!')) + text.decode('stdout', Uint8Array.of(second)),
    ).toBe('!é');
  });

  test('and it is known whether a line is open', () => {
    const text = new TerminalText();
    expect(text.isAtLineStart).toBe(true);
    text.decode('stdout', bytesOf('prompt: '));
    expect(text.isAtLineStart).toBe(false);
    text.decode('stdout', bytesOf('\n'));
    expect(text.isAtLineStart).toBe(true);
  });
});

describe('a flood of output', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  function watch() {
    const written: string[] = [];
    const pressure: boolean[] = [];
    const listener = { write: (text: string) => written.push(text), pressureChanged: (isHigh: boolean) => pressure.push(isHigh) };
    return { queue: new OutputQueue(listener, { sliceLength: 10, intervalMs: 16, highMark: 40, maxWaiting: 100 }), written, pressure };
  }

  test('does not delay the first line', () => {
    const { queue, written } = watch();
    queue.push('hello\r\n');
    expect(written).toEqual(['hello\r\n']);
  });

  test('goes on in slices, nothing is lost and nothing is torn apart', () => {
    const { queue, written } = watch();
    queue.push('123456789😀abc');
    queue.push('def');
    expect(written).toEqual(['123456789😀']);
    vi.advanceTimersByTime(16);
    expect(written).toEqual(['123456789😀', 'abcdef']);
    vi.advanceTimersByTime(100);
    expect(written).toHaveLength(2);
  });

  test('asks the script to wait, and to go on when half is shown', () => {
    const { queue, pressure } = watch();
    queue.push('x'.repeat(60));
    expect(pressure).toEqual([true]);
    vi.advanceTimersByTime(16 * 2);
    expect(pressure).toEqual([true]);
    vi.advanceTimersByTime(16);
    expect(pressure).toEqual([true, false]);
  });

  test('leaves out the oldest of a script that cannot wait, from the start of a line, and says how much', () => {
    const { queue, written } = watch();
    for (let line = 0; line < 100; line++) queue.push(`line ${line}\r\n`);
    vi.advanceTimersByTime(16 * 100);
    const shown = written.join('');
    expect(shown).toMatch(/^line 0\r\n/);
    expect(shown).toMatch(/characters left out: .*\r\nline \d+\r\n/);
    expect(shown.endsWith('line 98\r\nline 99\r\n')).toBe(true);
    expect(shown.length).toBeLessThan(400);
  });

  test('ends with the terminal', () => {
    const { queue, written, pressure } = watch();
    queue.push('x'.repeat(60));
    queue.dispose();
    vi.advanceTimersByTime(1000);
    expect(written).toHaveLength(1);
    expect(pressure).toEqual([true, false]);
  });
});
