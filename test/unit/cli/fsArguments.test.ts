/** The words of `fs`. */
import { expect, it } from 'vitest';
import { readFsArguments } from '../../../cli/src/fsArguments';

function read(text: string, isRecursive = false): unknown {
  return readFsArguments({ words: text.split(' ').filter((word) => word !== ''), isRecursive });
}

it.each([
  ['ls', { action: 'ls', paths: ['/'] }],
  ['ls :lib /d x', { action: 'ls', paths: ['lib', '/d', 'x'] }],
  ['ls :', { action: 'ls', paths: [''] }],
  ['cat :a b', { action: 'cat', paths: ['a', 'b'] }],
  ['sha256sum :a', { action: 'sha256sum', paths: ['a'] }],
  ['mkdir :a/b', { action: 'mkdir', paths: ['a/b'] }],
  ['rm a', { action: 'rm', paths: ['a'], isRecursive: false }],
  ['df', { action: 'df' }],
  ['cp a b :lib/', { action: 'cp', sources: ['a', 'b'], target: ':lib/', isRecursive: false }],
  ['cp :a :b here', { action: 'cp', sources: [':a', ':b'], target: 'here', isRecursive: false }],
])('fs %s', (text, action) => {
  expect(read(text)).toEqual(action);
});

it('knows -r where it means something', () => {
  expect(read('cp d :', true)).toMatchObject({ action: 'cp', isRecursive: true });
  expect(read('rm d', true)).toMatchObject({ action: 'rm', isRecursive: true });
  expect(read('ls', true)).toEqual({ problem: '-r has no meaning for "fs ls"' });
});

it.each([
  ['', 'fs wants one of ls, cat, cp, rm, mkdir, df, sha256sum'],
  ['mv a b', 'fs knows ls, cat, cp, rm, mkdir, df, sha256sum, not "mv"'],
  ['cat', 'fs cat wants the name of a file'],
  ['mkdir', 'fs mkdir wants the name of a folder'],
  ['rm', 'fs rm wants the name of a file'],
  ['df x', 'fs df has no use for "x"'],
  ['cp', 'fs cp wants what to copy, and where; places on the board begin with ":"'],
  ['cp a', 'fs cp wants what to copy, and where; places on the board begin with ":"'],
  ['cp a b', 'fs cp wants a place on the board: begin it with ":"'],
  ['cp :a :b', 'fs cp does not copy on the board itself'],
  ['cp a :b :c', 'fs cp copies to the board or from it, not both at once'],
])('fs %s: what is wrong', (text, problem) => {
  expect(read(text)).toEqual({ problem });
});
