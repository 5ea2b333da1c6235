/** The pages of *Get started*: what their buttons and check marks name exists in this VS Code. */
import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { activated, showUntitled } from './extensionUnderTest';

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly markdown?: string; readonly image?: string };
  readonly completionEvents: readonly string[];
}

interface Manifest {
  readonly contributes: {
    readonly walkthroughs: readonly { readonly steps: readonly Step[] }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  };
}

suite('walkthrough', () => {
  let extension: vscode.Extension<unknown>;
  let steps: readonly Step[];

  suiteSetup(async () => {
    await activated();
    // The commands of the language features come with the first Python document.
    await showUntitled('import socket\n');
    const found = vscode.extensions.getExtension('micropython-sockets.micropython-sockets');
    assert.ok(found);
    extension = found;
    steps = manifest().contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.ok(steps.length > 0);
  });

  test('every command that a page names exists', async () => {
    const commands = new Set(await vscode.commands.getCommands(true));
    for (const step of steps) {
      const named = [...`${step.description}\n${pageOf(step)}`.matchAll(/\(command:([\w.-]+)/g)].map(([, name = '']) => name);
      const awaited = step.completionEvents
        .filter((event) => event.startsWith('onCommand:'))
        .map((event) => event.slice('onCommand:'.length));
      assert.ok(named.length > 0, `${step.id} has no button`);
      for (const name of [...named, ...awaited]) assert.ok(commands.has(name), `${step.id} names ${name}`);
    }
  });

  test('every page, picture and view that it names exists', () => {
    const views = new Set(Object.values(manifest().contributes.views).flatMap((group) => group.map(({ id }) => `onView:${id}`)));
    for (const { id, media, completionEvents } of steps) {
      const file = media.markdown ?? media.image ?? '';
      assert.ok(fs.statSync(path.join(extension.extensionPath, file)).isFile(), `${id} shows ${file}`);
      for (const event of completionEvents) assert.ok(event.startsWith('onCommand:') || views.has(event), `${id} waits for ${event}`);
    }
  });

  function manifest(): Manifest {
    return extension.packageJSON as Manifest;
  }

  function pageOf({ media }: Step): string {
    return media.markdown === undefined ? '' : fs.readFileSync(path.join(extension.extensionPath, media.markdown), 'utf8');
  }
});
