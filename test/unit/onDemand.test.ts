/** What the extension loads on demand is in bundles of its own, and not in the one that every window loads. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ON_DEMAND } from '../../scripts/bundles.mjs';
import { DIST } from '../support/distFolders';

test.each(ON_DEMAND)('$bundle is asked for by name', ({ bundle }) => {
  expect(fs.readFileSync(path.join(DIST, 'extension.js'), 'utf8')).toContain(`require("${bundle}")`);
  expect(fs.existsSync(path.join(DIST, bundle))).toBe(true);
});
