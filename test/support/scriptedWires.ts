/** A scripted board at the end of a wire: in memory, where time costs nothing, or at a real serial port of this computer. */
import type { Disposable } from '../../shared/src';
import { BufferedEmitter, Emitter } from '../../shared/src';
import type { Transport } from '../../board/src';
import { ByteCollector } from './byteCollector';
import { PseudoTerminal } from './pseudoTerminal';
import { type Behaviour, ScriptedBoard } from './scriptedBoard';

/** What came over it from the host can be looked at. */
export class MemoryTransport implements Transport {
  readonly name = 'memory';
  private readonly data = new BufferedEmitter<Uint8Array>();
  private readonly closed = new Emitter<string>();
  readonly onData = this.data.event;
  readonly onDidClose = this.closed.event;
  readonly board: ScriptedBoard;
  readonly written: Buffer[] = [];

  hardReset?: () => Promise<void>;

  constructor(behaviour: Partial<Behaviour> = {}) {
    this.board = new ScriptedBoard((bytes) => setImmediate(() => this.data.fire(bytes)), behaviour);
    this.board.start();
  }

  write(bytes: Uint8Array): Promise<void> {
    this.written.push(Buffer.from(bytes));
    this.board.receive(bytes);
    return new Promise((resolve) => setImmediate(resolve));
  }

  /** Bytes from the board that it did not mean to send. */
  say(bytes: Uint8Array): void {
    this.data.fire(bytes);
  }

  unplug(): void {
    this.board.dispose();
    this.closed.fire('memory is gone.');
  }

  close(): Promise<void> {
    this.board.dispose();
    return Promise.resolve();
  }

  dispose(): void {
    void this.close();
  }
}

/** Opened by its path, as `/dev/ttyUSB0`. */
export class ScriptedPort implements Disposable {
  readonly terminal: PseudoTerminal;
  readonly board: ScriptedBoard;
  private last: Promise<void> = Promise.resolve();
  private readonly fromHost = new ByteCollector();

  constructor(behaviour: Partial<Behaviour> = {}) {
    this.board = new ScriptedBoard((bytes) => this.say(bytes), behaviour);
    this.terminal = new PseudoTerminal((bytes) => {
      this.board.receive(bytes);
      this.fromHost.add(bytes);
    });
    this.board.start();
  }

  get path(): string {
    return this.terminal.path;
  }

  /** Resolves when the host has sent this. */
  async heard(text: string): Promise<void> {
    await this.fromHost.text(text);
  }

  say(bytes: Uint8Array): void {
    // What is said to a port that was unplugged is lost.
    this.last = this.last.then(() => this.terminal.write(bytes)).catch(() => undefined);
  }

  dispose(): void {
    this.board.dispose();
    this.terminal.dispose();
  }
}
