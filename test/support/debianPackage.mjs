// Installs the programs that tests use as they are (a browser, a reader of packets) where they are missing and the machine allows it.
import { spawnSync } from 'node:child_process';

/**
 * @param {string} name
 * @param {string} size how much it is, for who waits
 * @returns {boolean} false where apt-get cannot be used without asking; throws when it fails
 */
export function installDebianPackage(name, size) {
  const prefix = aptPrefix();
  if (!prefix) return false;
  console.log(`Installing Debian’s package ${name}, which is not here (${size}).`);
  apt(prefix, ['update']);
  apt(prefix, ['install', '-y', '--no-install-recommends', name]);
  return true;
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
