/** Paths on a board. */
import { expect, it } from 'vitest';
import { baseName, joinPath, normalisePath, parentPath } from '../../../board/src/files/boardPath';

it.each([
  ['', '/'],
  ['/', '/'],
  ['.', '/'],
  ['a', '/a'],
  ['/a//b/', '/a/b'],
  ['a/./b/../c', '/a/c'],
  ['../../a', '/a'],
  ['/a b/ü', '/a b/ü'],
  ['/a\\b', '/a\\b'],
  ['/..a/b..', '/..a/b..'],
])('%j is %j', (path, normalised) => {
  expect(normalisePath(path)).toBe(normalised);
});

it('has a folder, and a name in it', () => {
  expect([parentPath('/a/b'), parentPath('/a'), parentPath('/')]).toEqual(['/a', '/', '/']);
  expect([baseName('/a/b'), baseName('a/'), baseName('/')]).toEqual(['b', 'a', '']);
  expect([joinPath('/', 'a'), joinPath('/a', 'b/c'), joinPath('/a', '..')]).toEqual(['/a', '/a/b/c', '/']);
});
