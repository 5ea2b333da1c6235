// Whether a peer is there to be measured beside.
import { execFileSync } from 'node:child_process';

export function isInstalled(command) {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
