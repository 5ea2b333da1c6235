// Checks that THIRD_PARTY_NOTICES.md has a section for every package whose code is inside a bundle, and no section for a package
// that is not. It asks esbuild what goes into the bundles, so a new dependency cannot slip in unnamed.
// Usage: node scripts/checkNotices.mjs
import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleOptions, ROOT } from './build.mjs';
import { BUNDLES } from './bundles.mjs';

/** Ships as the VM, which is no bundle, and brings Emscripten's part with it. */
const SHIPPED_OTHERWISE = ['@micropython/micropython-webassembly-pyscript'];
const NO_PACKAGE = ['Emscripten', 'The texts of the licences'];

/** @returns {Promise<{ packages: string[], problems: string[] }>} */
export async function checkNotices() {
  const packages = [...new Set([...SHIPPED_OTHERWISE, ...(await bundledPackages())])].sort();
  const notices = fs.readFileSync(path.join(ROOT, 'THIRD_PARTY_NOTICES.md'), 'utf8');
  // The licences' own texts have headings too.
  const prose = notices.replace(/^```text$[^]*?^```$/gm, '');
  const sections = [...prose.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
  return {
    packages,
    problems: [
      ...packages
        .filter((name) => !sections.includes(name))
        .map((name) => `${name} is bundled, but has no section in THIRD_PARTY_NOTICES.md`),
      ...sections
        .filter((name) => !packages.includes(name) && !NO_PACKAGE.includes(name))
        .map((name) => `THIRD_PARTY_NOTICES.md has a section for ${name}, which is not bundled`),
    ],
  };
}

async function bundledPackages() {
  const results = await Promise.all(BUNDLES.map((bundle) => esbuild.build({ ...bundleOptions(bundle), write: false, metafile: true })));
  // What was read but left out of the bundle as unused needs no notice.
  const inputs = results.flatMap(({ metafile }) => Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs)));
  return inputs.flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? (packageOf(file) ?? []) : []));
}

function packageOf(file) {
  const [, inside] = /^.*node_modules\/(.+)$/.exec(file) ?? [];
  return inside
    ?.split('/')
    .slice(0, inside.startsWith('@') ? 2 : 1)
    .join('/');
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { packages, problems } = await checkNotices();
  for (const problem of problems) console.error(problem);
  console.log(`notices: ${packages.length} packages (${packages.join(', ')}), ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
