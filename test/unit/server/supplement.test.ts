/** What the hover says beside another Python server, which shows signatures and summaries itself. */
import { expect, test } from 'vitest';
import { hover } from '../../../server/src/features/hover';
import { readMarked } from '../../support/markedSource';

function hoverBesideOther(marked: string): string | undefined {
  const { engine, file, at } = readMarked(marked);
  return hover(engine, file, at('1'), { isSupplement: true })?.markdown;
}

test('the hover beside another server has what the board does, and neither the signature nor the summary', () => {
  const { engine, file, at } = readMarked('import socket\ns = socket.socket()\ns.re«1»cv(10)');
  const alone = hover(engine, file, at('1'))?.markdown ?? '';
  const beside = hoverBesideOther('import socket\ns = socket.socket()\ns.re«1»cv(10)') ?? '';
  expect(beside).toContain('**Raises**');
  expect(beside).not.toContain('```python\ndef recv');
  expect(alone).toContain('```python\ndef recv');
  expect(alone.length).toBeGreaterThan(beside.length);
});

test('a name of the script has no hover beside another server', () => {
  expect(hoverBesideOther('answer = 42\nans«1»wer')).toBeUndefined();
});
