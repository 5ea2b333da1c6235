/**
 * Passes standard input on to the script. Its end is passed on as Ctrl-D, which is how a console says so. A terminal is
 * left alone while the program runs in the background, because reading from it would stop the program.
 */
import { readFileSync } from 'node:fs';
import type { ReadStream } from 'node:tty';
import type { Disposable } from '../../shared/src';

const CTRL_D = Uint8Array.of(0x04);

export function forwardInput(input: ReadStream & { fd: 0 }, write: (bytes: Uint8Array) => void): Disposable {
  if (input.isTTY && isInBackground()) return { dispose: () => undefined };
  const onEnd = (): void => write(CTRL_D);
  input.on('data', write);
  input.once('end', onEnd);
  // A terminal that went away, or a standard input that was closed from the start, is an end too.
  input.once('error', onEnd);
  return {
    dispose: () => {
      input.off('data', write);
      input.off('end', onEnd);
      input.pause();
      input.destroy();
    },
  };
}

/** Whether another process group has the terminal. Linux tells; elsewhere the answer is no. */
function isInBackground(): boolean {
  if (process.platform !== 'linux') return false;
  const [, , group, , , foregroundGroup] = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ');
  return group !== foregroundGroup;
}
