/** curl, which tests run as a user's shell does. Where it is missing it is installed, and where it cannot be that is said. */
import { spawnSync } from 'node:child_process';
import { installDebianPackage } from './debianPackage.mjs';

export function ensureCurl(): void {
  if (isInstalled() || (installDebianPackage('curl', 'about 1 MB') && isInstalled())) return;
  throw new Error('The tests of requests that are copied need curl and there is none.\n  Debian, Ubuntu: sudo apt-get install -y curl');
}

function isInstalled(): boolean {
  return spawnSync('curl', ['--version'], { stdio: 'ignore' }).status === 0;
}
