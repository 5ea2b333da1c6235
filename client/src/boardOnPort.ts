/**
 * Opens a simulated board of its own, with a folder as its files, and puts its serial line on a free TCP port. The
 * simulator's code is loaded when that is first asked for.
 */
import { DisposableStore, type Notice, type RunOptions } from '../../shared/src';
import type { BoardOnPort } from './servedBoard';

export interface BoardOnPortSetup {
  /** Absolute path of the folder with the simulator's bundles. */
  readonly distFolder: string;
  readonly options: RunOptions;
  readonly folder?: string;
  readonly onNotice: (notice: Notice) => void;
}

/** Rejects with a text for the user. */
export async function openBoardOnPort({ distFolder, options, folder, onNotice }: BoardOnPortSetup): Promise<BoardOnPort> {
  const { SimulatedBoard, SerialServer } = await import('../../simulator/src');
  const store = new DisposableStore();
  try {
    const simulator = store.add(new SimulatedBoard({ distFolder }));
    const board = store.add(await simulator.open(options));
    const server = store.add(await SerialServer.listen(board, { port: 0 }));
    store.add(
      board.onEvent((event) => {
        if (event.kind === 'notice') onNotice(event.notice);
      }),
    );
    await board.boot(folder);
    return {
      address: server.address,
      broken: board.done.then((result) => ('reason' in result ? result.reason : 'The served board was switched off.')),
      dispose: () => store.dispose(),
    };
  } catch (error) {
    store.dispose();
    throw error;
  }
}
