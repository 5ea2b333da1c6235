// Finds the browser that shows VS Code's workbench in the tests, and installs Debian's Chromium where there is none and the
// machine allows it. It never lets the tests be skipped: without a browser it throws and says what to do.
import fs from 'node:fs';
import { installDebianPackage } from '../debianPackage.mjs';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser's path: CHROMIUM_PATH, or the first one installed. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (!fs.existsSync(named)) throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`);
    return named;
  }
  return CANDIDATES.find((file) => fs.existsSync(file));
}

/** The browser's path; installs `chromium` with apt-get when that can be done without asking. */
export function ensureChromium() {
  const found = findChromium();
  if (found) return found;
  const installed = installDebianPackage('chromium', 'about 110 MB') ? findChromium() : undefined;
  if (installed) return installed;
  throw new Error(
    'The end-to-end tests need Chromium and there is none.\n' +
      '  Debian, Ubuntu: sudo apt-get install -y --no-install-recommends chromium\n' +
      '  elsewhere: install Chromium or Chrome and set CHROMIUM_PATH to its program',
  );
}
