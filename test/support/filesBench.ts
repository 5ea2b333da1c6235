/** A simulated board at the end of a wire, its files as a host sees them, and as the board itself does. */
import { BoardFiles, ConnectedBoard } from '../../board/src';
import type { BoardSession, Disposable } from '../../shared/src';
import { SerialServer, type SimulatedBoard } from '../../simulator/src';
import { SerialConsole } from './serialConsole';
import { TcpRelay } from './tcpRelay';

export class FilesBench implements Disposable {
  private constructor(
    readonly simulated: BoardSession,
    readonly server: SerialServer,
    readonly relay: TcpRelay,
    readonly board: ConnectedBoard,
    readonly files: BoardFiles,
  ) {}

  static async open(simulator: SimulatedBoard): Promise<FilesBench> {
    const { board: simulated } = await SerialConsole.open(simulator, { network: 'none' });
    await simulated.boot();
    const server = await SerialServer.listen(simulated, { port: 0 });
    const relay = await TcpRelay.to(server.address);
    const board = await ConnectedBoard.open(relay.address);
    return new FilesBench(simulated, server, relay, board, new BoardFiles(board));
  }

  /** Another host, after the first one has gone. */
  async reconnect(): Promise<FilesBench> {
    this.board.dispose();
    const board = await ConnectedBoard.open(this.relay.address);
    return new FilesBench(this.simulated, this.server, this.relay, board, new BoardFiles(board));
  }

  /** What the board prints when it executes this. */
  python(code: string): Promise<string> {
    return this.board.withRaw(async (raw) => {
      const { output, error } = await raw.exec(code, { deadlineMs: 20_000 });
      if (error !== '') throw new Error(error);
      return Buffer.from(output).toString().replaceAll('\r\n', '\n');
    });
  }

  dispose(): void {
    this.board.dispose();
    this.relay.dispose();
    this.server.dispose();
    this.simulated.dispose();
  }
}
