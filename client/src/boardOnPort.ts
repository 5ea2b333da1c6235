/**
 * Puts the serial line of the window's board on a free TCP port. The board is switched on for it, with a folder as its
 * files, if it is off. The simulator's code is loaded when that is first asked for.
 */
import { DisposableStore, type RunOptions } from '../../shared/src';
import type { BoardOnPort } from './servedBoard';
import type { PromptTarget } from './simulatedTarget';

export interface BoardOnPortSetup {
  readonly target: PromptTarget;
  readonly options: RunOptions;
  readonly folder: string | undefined;
  /** Why no program may have the line at this moment; undefined: one may. */
  readonly refusal: () => string | undefined;
}

/** Rejects with a text for the user. */
export async function openBoardOnPort({ target, options, folder, refusal }: BoardOnPortSetup): Promise<BoardOnPort> {
  const { SerialServer } = await import('../../simulator/src');
  const store = new DisposableStore();
  const line = {
    onEvent: target.onEvent,
    write: (bytes: Uint8Array) => target.write(bytes),
    pauseEvents: () => target.holdEvents(true),
    resumeEvents: () => target.holdEvents(false),
  };
  const server = store.add(await SerialServer.listen(line, { port: 0, refusal }));
  try {
    await target.openPrompt(options, folder);
  } catch (error) {
    store.dispose();
    throw error;
  }
  const gone = new Promise<void>((resolve) => store.add(target.onDidSwitchOff(() => resolve())));
  return {
    address: server.address,
    gone,
    onDidChangeProgram: server.onDidChangeClient,
    disconnect: () => server.disconnect(),
    dispose: () => store.dispose(),
  };
}
