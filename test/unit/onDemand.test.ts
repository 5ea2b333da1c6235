/** What the extension and the command line load on demand is in bundles of its own, and not in the ones that are loaded each time. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ON_DEMAND } from '../../scripts/bundles.mjs';
import { DIST } from '../support/distFolders';

test.each(ON_DEMAND)('$bundle is asked for by name', ({ bundle }) => {
  const askers = ['extension.js', 'cli.js'].map((name) => fs.readFileSync(path.join(DIST, name), 'utf8'));
  expect(askers.some((text) => text.includes(`require("${bundle}")`))).toBe(true);
  expect(fs.existsSync(path.join(DIST, bundle))).toBe(true);
});

test('the serial library is in no bundle that is loaded each time', () => {
  const holdsLibrary = (name: string): boolean => fs.readFileSync(path.join(DIST, name), 'utf8').includes('No native build was found');
  expect(['extension.js', 'cli.js'].filter(holdsLibrary)).toEqual([]);
  expect(holdsLibrary('serialBoard.js')).toBe(true);
});
