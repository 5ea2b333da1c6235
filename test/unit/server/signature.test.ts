/** Help inside of calls: which way to call it, and which parameter the place is for. */
import { expect, test } from 'vitest';
import { signatureHelp } from '../../../server/src/features/signature';
import { readMarked } from '../../support/markedSource';

/** The label of the active signature, and the text of its active parameter. */
function helpAt(
  marked: string,
): { readonly label: string; readonly active: string | undefined; readonly text: string | undefined } | undefined {
  const { engine, file, at } = readMarked(marked);
  const help = signatureHelp(engine, file, at('1'));
  const signature = help?.signatures[help.activeSignature];
  if (signature === undefined) return undefined;
  const parameter = signature.activeParameter === undefined ? undefined : signature.parameters[signature.activeParameter];
  return { label: signature.label, active: parameter && signature.label.slice(...parameter.range), text: parameter?.documentation };
}

test('the parameter at the place is told with its text', () => {
  expect(helpAt('import socket\nsocket.getaddrinfo(«1»')).toMatchObject({
    active: 'host: str',
    text: expect.stringContaining('a name such as') as string,
  });
  expect(helpAt('import socket\nsocket.getaddrinfo("x", «1»)')?.active).toBe('port: int | str');
  expect(helpAt('import socket\nsocket.getaddrinfo("x", 80«1»)')?.active).toBe('port: int | str');
});

test('a class tells the texts of its docstring', () => {
  expect(helpAt('from machine import Pin\nPin(2, «1»)')?.text).toBe('input, output or open drain');
});

test('a name tells the parameter, wherever it stands', () => {
  expect(helpAt('def f(a, b, c):\n    pass\nf(1, c=«1»)')?.active).toBe('c');
  expect(helpAt('def f(a, *rest):\n    pass\nf(1, 2, 3, «1»)')?.active).toMatch(/^\*rest/);
  expect(helpAt('def f(a):\n    pass\nf(1, «1»)')).toMatchObject({ active: undefined });
});

test('of nested and open calls the innermost is told', () => {
  expect(helpAt('def f(a):\n    pass\ndef g(b, c):\n    pass\nf(g(1, «1»))')?.active).toMatch(/^c/);
  expect(helpAt('def f(a):\n    pass\ndef g(b, c):\n    pass\nf(g(1, 2), «1»)')?.label).toMatch(/^f\(/);
  expect(helpAt('def f(a):\n    pass\ndef g(b, c):\n    pass\nf(g(1, «1»')?.active).toMatch(/^c/);
  expect(helpAt('def f(a, b):\n    pass\nx = f(1,«1»\ny = 3\n')?.active).toMatch(/^b/);
});

test('of several ways to call it the one is told that fits', () => {
  expect(helpAt('range(1, «1»)')?.active).toMatch(/stop/);
});

test('outside of the parentheses there is no help', () => {
  expect(helpAt('print(1)«1»')).toBeUndefined();
  expect(helpAt('prin«1»t(1)')).toBeUndefined();
});
