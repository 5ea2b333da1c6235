/**
 * The simulated board of this window as a board whose files can be reached: through its serial line, as those of a board at a port. It is
 * switched on for that; while its raw REPL is in use, the terminal does not have the line.
 */
import type { ConnectedBoard, Transport } from '../../../board/src';
import { type Disposable, DisposableStore, Emitter } from '../../../shared/src';
import type { FileBoard } from '../device/deviceFiles';
import type { PromptSetup } from '../scriptSource';
import type { PromptTarget } from '../simulatedTarget';

export interface SimulatedFileBoardParts {
  readonly target: PromptTarget;
  readonly setup: () => PromptSetup;
  /** Whether no other program has the line, now or after the user has taken it back. */
  readonly claimLine: () => Promise<boolean>;
}

export class SimulatedFileBoard implements FileBoard, Disposable {
  private readonly store = new DisposableStore();
  private readonly powerChanged = this.store.add(new Emitter<boolean>());
  private connected: ConnectedBoard | undefined;

  readonly id = 'simulated';
  readonly onDidChangePower = this.powerChanged.event;

  constructor(private readonly parts: SimulatedFileBoardParts) {
    this.store.add(parts.target.onDidSwitchOff(() => this.forget()));
  }

  describe(): string {
    return this.parts.target.describe();
  }

  get isOn(): boolean {
    return this.connected !== undefined;
  }

  get board(): ConnectedBoard | undefined {
    return this.connected;
  }

  /** Whether its line is in use for files. */
  get isBusy(): boolean {
    return this.connected?.isBusy === true;
  }

  async connect(): Promise<void> {
    const { target, setup, claimLine } = this.parts;
    if (!(await claimLine())) throw new Error("Another program has the simulated board's line. Close its connection, then try again.");
    if (!target.isOn) {
      const { options, folder } = setup();
      await target.openPrompt(options, folder);
    }
    const { ConnectedBoard } = await import('../../../board/src');
    if (this.connected) return;
    if (!target.isOn) throw new Error(`${this.describe()} was switched off meanwhile. Switch it on, then try again.`);
    this.connected = new ConnectedBoard(lineOf(target));
    this.powerChanged.fire(true);
  }

  dispose(): void {
    this.forget();
    this.store.dispose();
  }

  private forget(): void {
    const { connected } = this;
    if (!connected) return;
    this.connected = undefined;
    connected.dispose();
    this.powerChanged.fire(false);
  }
}

/** The board's serial line as a wire; its end is the board's. */
function lineOf(target: PromptTarget): Transport {
  const store = new DisposableStore();
  const data = store.add(new Emitter<Uint8Array>());
  const closed = store.add(new Emitter<string>());
  store.add(target.onEvent((event) => event.kind === 'output' && data.fire(event.bytes)));
  store.add(target.onDidSwitchOff(() => closed.fire(`${target.describe()} was switched off.`)));
  return {
    name: target.describe(),
    onData: data.event,
    onDidClose: closed.event,
    write: (bytes) => {
      target.write(bytes);
      return Promise.resolve();
    },
    hardReset: () => {
      target.reset('hard');
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    dispose: () => store.dispose(),
  };
}
