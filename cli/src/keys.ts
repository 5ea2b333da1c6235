/**
 * Keys for a board's prompt: those of a terminal as they are, Ctrl-C too, until Ctrl-] or Ctrl-X; without a terminal standard input is
 * typed, and its end is Ctrl-D.
 */
import type { ReadStream } from 'node:tty';
import { type Disposable, DisposableStore } from '../../shared/src';

const [CTRL_D, CTRL_X, CTRL_CLOSING_BRACKET] = [0x04, 0x18, 0x1d];

export interface KeyListener {
  readonly onKeys: (bytes: Uint8Array) => void;
  readonly onLeave: () => void;
  /** Standard input, which is no terminal, has come to its end; Ctrl-D follows. */
  readonly onEnd?: () => void;
}

export function keysFromTerminal(stdin: ReadStream & { fd: 0 }, { onKeys, onLeave, onEnd }: KeyListener): Disposable {
  const store = new DisposableStore();
  if (stdin.isTTY) {
    stdin.setRawMode(true);
    store.defer(() => stdin.setRawMode(false));
  }
  const isLeaving = (key: number): boolean => stdin.isTTY && (key === CTRL_X || key === CTRL_CLOSING_BRACKET);
  const onData = (keys: Uint8Array): void => {
    const index = keys.findIndex(isLeaving);
    onKeys(index < 0 ? keys : keys.subarray(0, index));
    if (index >= 0) onLeave();
  };
  const end = (): void => {
    onEnd?.();
    onKeys(Uint8Array.of(CTRL_D));
  };
  stdin.on('data', onData);
  stdin.once('end', end);
  stdin.once('error', end);
  store.defer(() => {
    stdin.off('data', onData);
    stdin.off('end', end);
    stdin.off('error', end);
    stdin.pause();
  });
  return store;
}
