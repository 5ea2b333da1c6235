/** Pyright checks the stubs, in the place of its own descriptions of the same modules: what it calls an error, an editor would show. */
import fs from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { checkStubs, layStubs } from '../../../scripts/pyright.mjs';

const laid = layStubs();
afterAll(() => laid.dispose());

// One error is put into each file: that shows that each is read, and with ours in the place of Pyright's.
test('Pyright finds no error in a stub but one that is put in', { timeout: 120_000 }, async () => {
  const expected = laid.files.map((file) => {
    const copy = path.join(laid.typeshed, file);
    const text = fs.readFileSync(copy, 'utf8');
    fs.writeFileSync(copy, `${text}\nPUT_IN: NoSuchType\n`);
    return `${file}:${text.split('\n').length + 1}: "NoSuchType" is not defined`;
  });
  const problems = await checkStubs(laid);
  expect([...problems].sort()).toEqual(expected.sort());
});
