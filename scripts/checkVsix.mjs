// Looks into a packaged .vsix: everything that the extension needs must be there, and nothing else. "Needs" is every bundle, the VM and
// its modules, the texts, and whatever package.json names; "nothing else" is a list of what may ship, kept apart from .vscodeignore on purpose.
// Usage: node scripts/checkVsix.mjs FILE.vsix
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT } from './build.mjs';
import { BUNDLES, FIRMWARE, moduleFiles, prebuildFiles, STUBS } from './bundles.mjs';
import { readZip } from './zip.mjs';

const BUILT = [...BUNDLES.map(({ out }) => out), FIRMWARE, STUBS.out, ...moduleFiles()].map((name) => `dist/${name}`);
const NATIVE = prebuildFiles();
const TEXTS = ['package.json', 'readme.md', 'changelog.md', 'license.txt', 'third_party_notices.md'];
const SHIPPING = [
  /^examples\/.+\.(py|md|txt)$/,
  /^docs\/(diagnostics|editing)\.md$/,
  /^snippets\/.+\.json$/,
  /^syntaxes\/.+\.json$/,
  /^media\/.+\.(svg|png|css|ttf)$/,
  /^walkthrough\/.+\.(md|svg|png)$/,
];
const SIZE_LIMIT_BYTES = 3_000_000;

/** Keys of the manifest whose values are files of the package. */
const FILE_KEYS = new Set([
  'main',
  'icon',
  'light',
  'dark',
  'path',
  'configuration',
  'markdown',
  'image',
  'svg',
  'fontPath',
  'hc',
  'hcLight',
]);

/**
 * @param {ReadonlyMap<string, Buffer>} files content by path below `extension/`
 * @param {readonly string[]} privatePaths places of the building machine that must not be found in any file
 * @returns {string[]} what is wrong
 */
export function judgePackage(files, privatePaths) {
  const names = new Set([...files.keys()].map((name) => (isText(name) ? name.toLowerCase() : name)));
  const manifest = JSON.parse(files.get('package.json')?.toString('utf8') ?? '{}');
  const needed = new Set([
    ...BUILT,
    ...NATIVE,
    ...TEXTS,
    ...namedFiles(manifest.main, 'main'),
    ...namedFiles(manifest.icon, 'icon'),
    ...namedFiles(manifest.contributes),
  ]);
  const problems = [...needed].filter((name) => !names.has(name)).map((name) => `missing: ${name}`);
  for (const name of names)
    if (!needed.has(name) && !SHIPPING.some((pattern) => pattern.test(name))) problems.push(`must not ship: ${name}`);
  for (const [name, content] of files)
    for (const place of privatePaths) if (content.includes(place)) problems.push(`${name} names ${place}, a place of the building machine`);
  if (![...names].some((name) => /^examples\/.+\.py$/.test(name))) problems.push('missing: the examples');
  return problems;
}

/** The texts beside the manifest; the packager changes the case of their names. */
function isText(name) {
  return !name.includes('/');
}

function namedFiles(value, key = '') {
  if (typeof value === 'string') return FILE_KEYS.has(key) && !/^(\$\(|https?:)/.test(value) ? [path.posix.normalize(value)] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => namedFiles(inner, Array.isArray(value) ? key : name));
}

/** @returns {{ files: ReadonlyArray<{ name: string, sizeBytes: number }>, sizeBytes: number, problems: string[] }} */
export function checkVsix(file) {
  const archive = fs.readFileSync(file);
  const files = new Map();
  for (const [name, content] of readZip(archive)) if (name.startsWith('extension/')) files.set(name.slice('extension/'.length), content);
  const home = os.homedir();
  const problems = judgePackage(files, [ROOT, ...(home.length > '/root'.length ? [home] : [])]);
  if (archive.length > SIZE_LIMIT_BYTES) problems.push(`${archive.length} bytes are more than the limit of ${SIZE_LIMIT_BYTES}`);
  return { files: [...files].map(([name, content]) => ({ name, sizeBytes: content.length })), sizeBytes: archive.length, problems };
}

/** Prints the list and the verdict. @returns {boolean} whether all is well */
export function reportVsix(file) {
  const { files, sizeBytes, problems } = checkVsix(file);
  for (const { name, sizeBytes: bytes } of files) console.log(`${(bytes / 1024).toFixed(1).padStart(9)} KB  ${name}`);
  for (const problem of problems) console.error(problem);
  console.log(`${path.basename(file)}: ${files.length} files, ${(sizeBytes / 1024).toFixed(0)} KB, ${problems.length} problems`);
  return problems.length === 0;
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (process.argv.length === 3) process.exitCode = reportVsix(process.argv[2]) ? 0 : 1;
  else {
    console.error('Usage: node scripts/checkVsix.mjs FILE.vsix');
    process.exitCode = 2;
  }
}
