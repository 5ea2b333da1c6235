/** Links of diagnostics: what they name, and what is not taken from them. */
import { expect, test } from 'vitest';
import { ruleOfLink } from '../../../client/src/language/ruleLink';

test('a link of a diagnostic names its rule', () => {
  expect(ruleOfLink({ path: '/docs/diagnostics', fragment: 'connect-address' })).toBe('connect-address');
  expect(ruleOfLink({ path: '/docs/diagnostics', fragment: '' })).toBe('');
});

test('a link from outside leads to no other page and to no odd heading', () => {
  expect(ruleOfLink({ path: '/docs/../../secret', fragment: 'a' })).toBeUndefined();
  expect(ruleOfLink({ path: '/run', fragment: '' })).toBeUndefined();
  expect(ruleOfLink({ path: '/docs/diagnostics', fragment: '"><script>' })).toBe('');
});
