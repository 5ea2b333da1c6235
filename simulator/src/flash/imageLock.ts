/**
 * Keeps two boards from writing the same image: a file beside it that names the process which has it. What a process left
 * that is gone is taken over. It does not see processes of other computers that share the folder.
 */
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

export class ImageInUseError extends Error {
  readonly code = 'IMAGE_IN_USE';

  constructor(image: string, owner: number) {
    super(
      `The board's files in ${image} are in use by another simulated board (process ${owner}). ` +
        `End that run first. If there is none, delete ${lockPath(image)}.`,
    );
  }
}

/** Tells this process from an earlier one that had the same number. */
const PROCESS_TOKEN = randomUUID();
const ATTEMPTS = 10;

export class ImageLock {
  private isHeld = true;

  /** Throws an ImageInUseError, or an error of this computer's files. */
  static take(image: string): ImageLock {
    fs.mkdirSync(path.dirname(image), { recursive: true });
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (create(lockPath(image))) return new ImageLock(image);
      const text = readOwner(lockPath(image));
      if (text === undefined) continue;
      const owner = liveOwner(text);
      if (owner !== undefined) throw new ImageInUseError(image, owner);
      removeStale(lockPath(image), text);
    }
    throw new ImageInUseError(image, 0);
  }

  private constructor(private readonly image: string) {}

  release(): void {
    if (this.isHeld) fs.rmSync(lockPath(this.image), { force: true });
    this.isHeld = false;
  }
}

/** Whether a board that lives has the image. */
export function isInUse(image: string): boolean {
  const text = readOwner(lockPath(image));
  return text !== undefined && liveOwner(text) !== undefined;
}

function lockPath(image: string): string {
  return `${image}.lock`;
}

/** Made under another name and then given its own, so that nobody sees a lock without an owner. */
function create(lock: string): boolean {
  const own = `${lock}.${randomUUID()}`;
  fs.writeFileSync(own, `${process.pid} ${PROCESS_TOKEN}\n`);
  try {
    fs.linkSync(own, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    return createWithoutLinks(lock, error);
  } finally {
    fs.rmSync(own, { force: true });
  }
}

/** For file systems that have no links, such as a memory card's. */
function createWithoutLinks(lock: string, reason: unknown): boolean {
  try {
    fs.writeFileSync(lock, `${process.pid} ${PROCESS_TOKEN}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw reason;
  }
}

/** Undefined if the lock has gone meanwhile. */
function readOwner(lock: string): string | undefined {
  try {
    return fs.readFileSync(lock, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The number of the process, if that is still the one that took the lock. */
function liveOwner(text: string): number | undefined {
  const [number = '', token] = text.trim().split(' ');
  const owner = Number(number);
  if (!Number.isInteger(owner) || owner <= 0) return undefined;
  if (owner === process.pid) return token === PROCESS_TOKEN ? owner : undefined;
  try {
    process.kill(owner, 0);
    return owner;
  } catch (error) {
    // A process of another user lives too.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? owner : undefined;
  }
}

/** Between looking and removing another board may have taken the lock over: then it gets it back. */
function removeStale(lock: string, text: string): void {
  const aside = `${lock}.${randomUUID()}`;
  try {
    fs.renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if (fs.readFileSync(aside, 'utf8') === text) fs.rmSync(aside);
  else fs.renameSync(aside, lock);
}
