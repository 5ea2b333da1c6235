// Finds the browser that shows VS Code's workbench in the tests, and installs Debian's Chromium where there is none and the
// machine allows it. It never lets the tests be skipped: without a browser it throws and says what to do.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';

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
  const prefix = aptPrefix();
  if (prefix) {
    console.log('No Chromium here: installing Debian’s package (about 110 MB).');
    apt(prefix, ['update']);
    apt(prefix, ['install', '-y', '--no-install-recommends', 'chromium']);
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error(
    'The end-to-end tests need Chromium and there is none.\n' +
      '  Debian, Ubuntu: sudo apt-get install -y --no-install-recommends chromium\n' +
      '  elsewhere: install Chromium or Chrome and set CHROMIUM_PATH to its program',
  );
}

/** What to put before apt-get: nothing for root, `sudo -n` where no password is asked, undefined where it cannot be used. */
function aptPrefix() {
  if (process.platform !== 'linux' || !succeeds('apt-get', ['--version'])) return undefined;
  if (process.getuid?.() === 0) return [];
  return succeeds('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
}

function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}

function apt(prefix, args) {
  const [command, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args];
  const result = spawnSync(command, rest, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
  if (result.status !== 0)
    throw new Error(`apt-get ${args.join(' ')} failed with ${result.status ?? result.error}:\n${result.stderr ?? ''}`);
}
