/**
 * Why a serial port cannot be opened, and what to do about it. The serial library tells it in texts that depend on system and language; so
 * the file system is asked, and only words that the library itself writes are looked for. What was found out is one thing, its text another.
 */
import { constants } from 'node:fs';
import { access, open, readFile, stat } from 'node:fs/promises';
import { messageOf } from '../../../shared/src';

export type PortProblem =
  | { readonly kind: 'missing'; readonly paths: readonly string[] }
  | { readonly kind: 'denied'; readonly group?: string | undefined; readonly user?: string | undefined }
  | { readonly kind: 'busy' }
  | { readonly kind: 'other'; readonly message: string };

/** @param paths those of the ports that are there */
export async function findPortProblem(path: string, error: unknown, paths: readonly string[]): Promise<PortProblem> {
  const message = messageOf(error);
  return process.platform === 'win32' ? windowsProblem(message, paths) : unixProblem(path, message, paths);
}

/** Exported for tests. */
export function windowsProblem(message: string, paths: readonly string[]): PortProblem {
  if (/: File not found$/.test(message)) return { kind: 'missing', paths };
  // Windows says so of a port that another program has; there are no rights of users on ports.
  if (/: Access denied$/.test(message)) return { kind: 'busy' };
  return { kind: 'other', message };
}

async function unixProblem(path: string, message: string, paths: readonly string[]): Promise<PortProblem> {
  if (message.endsWith('Cannot lock port')) return { kind: 'busy' };
  const code = await fileProblem(path);
  if (code === 'ENOENT' || code === 'ENXIO' || code === 'ENODEV') return { kind: 'missing', paths };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'denied', group: await groupOf(path), user: process.env['USER'] };
  if (code === 'EBUSY') return { kind: 'busy' };
  return { kind: 'other', message: message.replace(/^Error:? /, '') };
}

/** The code with which opening fails, or undefined where it does not. Opening moves the control lines: it is tried last. */
async function fileProblem(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    const file = await open(path, constants.O_RDWR | constants.O_NONBLOCK | constants.O_NOCTTY);
    await file.close();
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

/** The name of the group that owns a port, if its members may use it. */
async function groupOf(path: string): Promise<string | undefined> {
  try {
    const { gid, mode } = await stat(path);
    if (gid === 0 || (mode & 0o060) !== 0o060) return undefined;
    const groups = await readFile('/etc/group', 'utf8');
    return groupName(groups, gid);
  } catch {
    return undefined; // A port that has just gone, or a system that keeps its groups elsewhere: the text does without.
  }
}

/** @param groups the content of /etc/group; exported for tests */
export function groupName(groups: string, gid: number): string | undefined {
  return groups
    .split('\n')
    .map((line) => line.split(':'))
    .find(([, , number]) => number === String(gid))?.[0];
}

export function portProblemText(path: string, problem: PortProblem, platform: NodeJS.Platform = process.platform): string {
  switch (problem.kind) {
    case 'missing':
      return `There is no port ${path}. ${thereAre(problem.paths)}`;
    case 'denied':
      return `You may not open ${path}. ${permissionAdvice(problem, path, platform)}`;
    case 'busy':
      return (
        `${path} is in use by another program. Close what may hold it (a serial monitor, Thonny, mpremote, another window of this ` +
        `editor), then connect again.`
      );
    case 'other':
      return `${path} cannot be opened: ${problem.message}. ${modemAdvice(path, platform)}`;
  }
}

function thereAre(paths: readonly string[]): string {
  if (paths.length === 0) return 'There is no serial port at all: connect the board with a cable that carries data, not only power.';
  return `There ${paths.length === 1 ? 'is' : 'are'} ${paths.join(', ')}. Choose one, or connect the board.`;
}

function permissionAdvice({ group, user }: Extract<PortProblem, { kind: 'denied' }>, path: string, platform: NodeJS.Platform): string {
  if (platform !== 'linux') return 'Ask who administers this computer for the right to use it.';
  if (group === undefined)
    return `No group of users has that right: this computer needs a udev rule for the board (see its maker's instructions), or: sudo chmod a+rw ${path}, until it is unplugged.`;
  return (
    `It belongs to the group ${group}. Join it with: sudo usermod -aG ${group} ${user ?? '$USER'} — then log out and in again, ` +
    `or restart the computer, so that it takes effect.`
  );
}

function modemAdvice(path: string, platform: NodeJS.Platform): string {
  if (platform === 'darwin' && path.startsWith('/dev/tty.')) return `Try ${path.replace('/dev/tty.', '/dev/cu.')}.`;
  return 'Unplug the board, plug it in again, then connect again.';
}
