// Ends a process that was spawned with `detached: true` together with everything below it, and nothing else.

const GRACE_MS = 3000;

/** Asks first, kills after a grace; returns when the leader is gone. May be called for a process that has ended already. */
export async function killGroup(child) {
  if (child.pid === undefined) return;
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const ended = new Promise((resolve) => (hasEnded() ? resolve() : child.once('exit', resolve)));
  signalGroup(child.pid, 'SIGTERM');
  let timer;
  await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, GRACE_MS)))]);
  clearTimeout(timer);
  signalGroup(child.pid, 'SIGKILL');
}

/**
 * Also ends the group when this process exits without having come to `killGroup` (Ctrl-C, an exception nobody caught).
 * @returns what takes this back
 */
export function killGroupAtExit(child) {
  const onExit = () => child.pid !== undefined && signalGroup(child.pid, 'SIGKILL');
  process.once('exit', onExit);
  return () => process.off('exit', onExit);
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    // ESRCH: the whole group is gone, which is what was wanted.
    if (error.code !== 'ESRCH') throw error;
  }
}
