/** Tells the language server what it cannot know of the window: the user's word on files, and whether another Python server is at work. */
import * as vscode from 'vscode';
import { DisposableStore, type Disposable, type FilesSetting, type WindowFacts } from '../../../shared/src';
import { section } from '../settings';
import type { Coexistence } from './coexistence';
import type { FileChoices } from './fileChoices';

export function windowFacts(choices: FileChoices, coexistence: Coexistence): WindowFacts {
  const files = vscode.workspace.getConfiguration(section).get('language.files');
  return {
    files: typeof files === 'string' ? (files as FilesSetting) : 'auto',
    chosen: choices.all,
    hasOtherServer: coexistence.hasOtherServer,
  };
}

/** Calls `changed` whenever the facts may have become others, and then only if they have. */
export function onDidChangeFacts(choices: FileChoices, coexistence: Coexistence, changed: (facts: WindowFacts) => void): Disposable {
  const store = new DisposableStore();
  let last = JSON.stringify(windowFacts(choices, coexistence));
  const compare = (): void => {
    const facts = windowFacts(choices, coexistence);
    const text = JSON.stringify(facts);
    if (text === last) return;
    last = text;
    changed(facts);
  };
  store.add(choices.onDidChange(compare));
  store.add(coexistence.onDidChange(compare));
  return store;
}
