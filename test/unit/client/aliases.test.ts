import { expect, test } from 'vitest';
import { parseAliases } from '../../../client/src/aliases';

test('a name leads to a host, with or without a port', () => {
  expect(parseAliases({ 'www.example.com': '127.0.0.1:8080', 'api.test': 'localhost', six: '[::1]:81' })).toEqual({
    aliases: [
      { name: 'www.example.com', host: '127.0.0.1', port: 8080 },
      { name: 'api.test', host: 'localhost' },
      { name: 'six', host: '::1', port: 81 },
    ],
    invalidNames: [],
  });
});

test.each([['host:99999'], ['host:0'], ['a b'], ['http://x/'], [''], [80], [null]])('%j leads nowhere', (value) => {
  expect(parseAliases({ name: value })).toEqual({ aliases: [], invalidNames: ['name'] });
});

test('a setting of another type is no alias', () => {
  expect(parseAliases('x').aliases).toEqual([]);
  expect(parseAliases(undefined)).toEqual({ aliases: [], invalidNames: [] });
});
