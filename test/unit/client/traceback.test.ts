import { expect, test } from 'vitest';
import { describeEnding, formatDuration } from '../../../client/src/ui/runEnding';
import { framesIn, summarizeTraceback } from '../../../client/src/ui/traceback';

const traceback = `Traceback (most recent call last):
  File "http_get.py", line 12, in <module>
  File "lib/http.py", line 3, in get
OSError: [Errno 104] ECONNRESET
`;

test('a traceback line names a file and a line, and where that stands in the text', () => {
  expect(framesIn('  File "http_get.py", line 12, in <module>')).toEqual([{ file: 'http_get.py', line: 12, start: 2, length: 27 }]);
});

test('a syntax error has its place too', () => {
  expect(framesIn('  File "main.py", line 3')).toMatchObject([{ file: 'main.py', line: 3 }]);
});

test('other lines name nothing', () => {
  expect(framesIn('File not found, line 3')).toEqual([]);
});

test('a traceback comes down to its last line and its innermost frame', () => {
  expect(summarizeTraceback(traceback)).toEqual({ cause: 'OSError: [Errno 104] ECONNRESET', frame: { file: 'lib/http.py', line: 3 } });
  expect(summarizeTraceback('MemoryError: ')).toEqual({ cause: 'MemoryError:' });
});

test('every end of a run is told in words', () => {
  const board = 'Simulated ESP32';
  expect(describeEnding({ kind: 'completed' }, 420, board)).toEqual({ tone: 'done', text: 'finished in 0.42 s' });
  expect(describeEnding({ kind: 'exception', traceback }, 1, board)).toMatchObject({
    tone: 'failed',
    cause: 'OSError: [Errno 104] ECONNRESET',
    place: 'lib/http.py:3',
  });
  expect(describeEnding({ kind: 'interrupted', killed: false }, 1, board).text).toBe('stopped (KeyboardInterrupt)');
  expect(describeEnding({ kind: 'interrupted', killed: true, by: 'reset' }, 1, board).text).toBe('ended: the board was reset');
  expect(describeEnding({ kind: 'interrupted', killed: true, by: 'switchOff' }, 1, board).text).toBe('ended: the board was switched off');
  expect(describeEnding({ kind: 'interrupted', killed: true }, 1, board).text).toMatch(/^killed/);
  expect(describeEnding({ kind: 'disconnected', reason: 'unplugged\n    at somewhere' }, 1, board)).toMatchObject({
    tone: 'failed',
    cause: 'unplugged',
  });
  expect(describeEnding({ kind: 'crashed', reason: 'out of memory' }, 1, board).text).toBe('Simulated ESP32 stopped working');
});

test.each([
  [5, '0.01 s'],
  [9994, '9.99 s'],
  [12_345, '12.3 s'],
  [61_000, '1 min 01 s'],
])('%i ms read as %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});
