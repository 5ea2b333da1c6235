// Type-checked linting for all TypeScript, and the import arrows (scripts/importRules.mjs) once more where an editor can show them.
import eslint from '@eslint/js';
import { builtinModules } from 'node:module';
import tseslint from 'typescript-eslint';
import { EXTRA_PACKAGES, FOLDER_RULES, INDEX } from './scripts/importRules.mjs';

const GUARDED_PACKAGES = [
  'vscode',
  'vscode-jsonrpc',
  'vscode-languageclient',
  'vscode-languageserver',
  'binaryen',
  'serialport',
  'ws',
  'ignore',
  'http-parser-js',
  'mqtt-packet',
  'dns-packet',
  'aedes',
];
const NODE_MODULES = builtinModules.filter((name) => !name.startsWith('_')).flatMap((name) => [name, `node:${name}`]);

/** Node's globals that our scripts use, and the page's, for the functions that UI tests evaluate in it. */
const SCRIPT_GLOBALS = [
  ...['process', 'console', 'Buffer', 'URL', 'performance', 'fetch', 'AbortSignal', 'AbortController', 'TextDecoder', 'TextEncoder'],
  ...['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'setImmediate', 'queueMicrotask', 'structuredClone', 'WebAssembly'],
  ...['document', 'window', 'getComputedStyle'],
];

/** What files in `folder` must not import, in the words of eslint's no-restricted-imports. */
function importRestrictions(folder, { folders, packages, hasNode }, extraPackages = []) {
  const others = Object.keys(FOLDER_RULES).filter((name) => name !== folder);
  const closed = others.filter((name) => !(name in folders));
  const throughIndex = others.filter((name) => folders[name] === 'index');
  const forbiddenPackages = GUARDED_PACKAGES.filter((name) => !packages.includes(name) && !extraPackages.includes(name));
  // `src` is part of the pattern because folders inside `src` may have the name of a top-level folder (client/src/panel).
  const patterns = [
    { regex: `^(\\.\\./)+(${closed.join('|')})/(src|firmware|modules|server)`, message: `${folder} must not import this folder.` },
    { regex: `^(${forbiddenPackages.join('|')})(/|$)`, message: `Not a package that ${folder} may import.` },
  ];
  if (throughIndex.length > 0)
    patterns.push({ regex: `^(\\.\\./)+(${throughIndex.join('|')})/(?!src(/index)?$)`, message: `Import it through its ${INDEX}.` });
  return ['error', { paths: hasNode ? [] : NODE_MODULES.map((name) => ({ name, message: `${folder} runs without Node.` })), patterns }];
}

const arrows = Object.entries(FOLDER_RULES).map(([folder, rule]) => ({
  files: [`${folder}/**/*.ts`],
  rules: { 'no-restricted-imports': importRestrictions(folder, rule) },
}));

const widerArrows = Object.entries(EXTRA_PACKAGES).map(([inner, packages]) => {
  const [folder] = inner.split('/');
  return { files: [`${inner}/**/*.ts`], rules: { 'no-restricted-imports': importRestrictions(folder, FOLDER_RULES[folder], packages) } };
});

const noDefaultExport = { selector: 'ExportDefaultDeclaration', message: 'Name what you export.' };

export default tseslint.config(
  { ignores: ['dist/', 'dist-test/', '.types/', '.test-artifacts/', '.vscode-test/', 'node_modules/'] },
  {
    files: ['**/*.ts', '**/*.mjs'],
    extends: [eslint.configs.recommended],
    rules: {
      'no-empty': ['error', { allowEmptyCatch: false }],
      'no-restricted-syntax': ['error', noDefaultExport],
      'no-var': 'error',
      'prefer-const': 'error',
      'no-undef': 'off', // TypeScript knows the globals of each folder
      'no-unused-vars': 'off',
      'object-shorthand': 'error',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    files: ['**/*.mjs'],
    extends: [tseslint.configs.base],
    languageOptions: { globals: Object.fromEntries(SCRIPT_GLOBALS.map((name) => [name, 'readonly'])) },
    rules: { '@typescript-eslint/no-unused-vars': 'error', 'no-undef': 'error' },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked, tseslint.configs.strict],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-readonly': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  // A test that asserts wrongly fails anyway; the assertion on the next line says more than a check would.
  { files: ['test/**/*.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
  ...arrows,
  ...widerArrows,
  { files: ['*.config.mjs'], rules: { 'no-restricted-syntax': 'off' } },
);
