/**
 * Every attribute of the project's own scripts that Pyright can explain with the same stubs, the engine can, too.
 * `node scripts/compareWithPyright.mjs FOLDER` does the same for other scripts.
 */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layStubs, openPyright, type PyrightServer } from '../../../scripts/pyright.mjs';
import { ROOT } from '../../support/distFolders';
import { attributeSites, engineOnDisk } from '../../support/engineOnDisk';
import { stubLibrary } from '../../support/markedSource';

const FOLDERS = ['examples', 'test/conformance/cases'];
const LIMIT_MS = 240_000;

const laid = layStubs();
let pyright: PyrightServer;

beforeAll(async () => {
  pyright = await openPyright(laid.typeshed, ROOT);
});
afterAll(() => {
  pyright.dispose();
  laid.dispose();
});

test('the engine knows every attribute that Pyright knows', { timeout: LIMIT_MS }, async () => {
  const scripts = FOLDERS.flatMap((folder) =>
    fs
      .readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.py'))
      .map((name) => path.join(folder, name)),
  );
  const engine = engineOnDisk(stubLibrary());
  const onlyPyright: string[] = [];
  let knownToPyright = 0;
  for (const script of scripts) {
    const uri = pathToFileURL(path.join(ROOT, script)).href;
    const text = fs.readFileSync(path.join(ROOT, script), 'utf8');
    const sites = attributeSites(engine, engine.program.setOpen(uri, text));
    engine.program.setClosed(uri);
    const known = await pyright.knows(uri, text, sites);
    knownToPyright += known.filter(Boolean).length;
    sites.forEach((site, index) => {
      if (known[index] && !site.isKnown) onlyPyright.push(`${script}:${site.line + 1}: ${site.text}`);
    });
  }
  expect(onlyPyright).toEqual([]);
  // Had Pyright not found the stubs, it would know next to nothing.
  expect(knownToPyright).toBeGreaterThan(5000);
});
