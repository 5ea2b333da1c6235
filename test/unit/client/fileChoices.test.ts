/** What the user says of files is remembered by their URI, and told when it changes. */
import { expect, test } from 'vitest';
import type * as vscode from 'vscode';
import { FileChoices } from '../../../client/src/language/fileChoices';

function memory(): vscode.Memento {
  const values = new Map<string, unknown>();
  return {
    keys: () => [...values.keys()],
    get: (key: string, otherwise?: unknown) => values.get(key) ?? otherwise,
    update: (key: string, value: unknown) => Promise.resolve(void values.set(key, value)),
  } as vscode.Memento;
}

test('a choice is there for the next window of the workspace', () => {
  const shared = memory();
  new FileChoices(shared).choose('file:///a.py', false);
  expect(new FileChoices(shared).all).toEqual({ 'file:///a.py': false });
});

test('running a file on the board says that it is MicroPython, and tells so only once', () => {
  const choices = new FileChoices(memory());
  let changes = 0;
  choices.onDidChange(() => changes++);
  choices.choose('file:///a.py', false);
  choices.ranOnBoard('file:///a.py');
  choices.ranOnBoard('file:///a.py');
  expect(choices.all).toEqual({ 'file:///a.py': true });
  expect(changes).toBe(2);
});
