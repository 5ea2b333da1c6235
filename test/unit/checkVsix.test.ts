/** The check of the package must see what is missing and what must not ship. */
import { expect, test } from 'vitest';
import { BUNDLES, FIRMWARE, moduleFiles, prebuildFiles, STUBS } from '../../scripts/bundles.mjs';
import { judgePackage } from '../../scripts/checkVsix.mjs';

const MANIFEST = {
  main: './dist/extension.js',
  contributes: {
    commands: [
      { command: 'run', icon: { light: 'media/run.svg', dark: './media/run.svg' } },
      { command: 'stop', icon: '$(stop)' },
    ],
    snippets: [{ language: 'python', path: './snippets/sockets.json' }],
  },
};

/** A package with nothing wrong, then with the files of `changes` in it; `undefined` takes a file out. */
function problemsOf(changes: Readonly<Record<string, string | undefined>> = {}): string[] {
  const built = [...BUNDLES.map(({ out }) => out), FIRMWARE, STUBS.out, ...moduleFiles()].map((name) => `dist/${name}`);
  const others = [
    ...prebuildFiles(),
    'readme.md',
    'changelog.md',
    'LICENSE.txt',
    'THIRD_PARTY_NOTICES.md',
    'media/run.svg',
    'snippets/sockets.json',
    'examples/a.py',
    'docs/diagnostics.md',
  ];
  const files = new Map<string, Buffer>([...built, ...others].map((name) => [name, Buffer.from('text')]));
  files.set('package.json', Buffer.from(JSON.stringify(MANIFEST)));
  for (const [name, text] of Object.entries(changes)) {
    if (text === undefined) files.delete(name);
    else files.set(name, Buffer.from(text));
  }
  return judgePackage(files, ['/home/builder']);
}

test('a whole package has no problems', () => {
  expect(problemsOf()).toEqual([]);
});

test.each([
  ['a bundle', 'dist/cli.js'],
  ['the virtual machine', `dist/${FIRMWARE}`],
  ['a module of the board', 'dist/modules/ntptime.py'],
  ['a native part of the serial library', 'prebuilds/win32-x64/@serialport+bindings-cpp.node'],
  ['an icon that the manifest names', 'media/run.svg'],
  ['a file of a contribution', 'snippets/sockets.json'],
])('misses %s', (_title, name) => {
  expect(problemsOf({ [name]: undefined })).toEqual([`missing: ${name}`]);
});

test('misses the examples', () => {
  expect(problemsOf({ 'examples/a.py': undefined })).toEqual(['missing: the examples']);
});

test.each(['dist/extension.js.map', 'client/src/extension.ts', '.env', 'node_modules/a/index.js', 'test/a.test.ts'])(
  'refuses %s',
  (name) => {
    expect(problemsOf({ [name]: '' })).toEqual([`must not ship: ${name}`]);
  },
);

test('refuses a place of the building machine inside a file', () => {
  const problems = problemsOf({ 'dist/cli.js': '// /home/builder/cli/src/main.ts' });
  expect(problems).toEqual(['dist/cli.js names /home/builder, a place of the building machine']);
});
