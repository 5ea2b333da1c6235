/** The world around one board: network, radio, timers. Carries out what the VM asks of it; owns what that leaves running. */
import { DisposableStore, type Disposable, type ListeningPort, type Notice, type RunOptions } from '../../../shared/src';
import type { BoardMemory, Call, CallReplies, Command } from '../syscall';
import { BoardNetwork } from './boardNetwork';
import type { Contain } from './containment';
import { HardwareTimers } from './hardwareTimers';
import { DEFAULT_WIFI_WORLD } from './wifi';
import { WifiRadio } from './wifiRadio';

/** Commands that concern the world; the others concern the run. */
export type WorldCommand = Exclude<Command, { op: 'kick' | 'ready' | 'ended' }>;

export interface BoardWorldSetup {
  readonly options: RunOptions;
  readonly memory: BoardMemory;
  /** A hardware timer has fallen due: the VM must look, whether it computes or waits. */
  readonly wake: () => void;
  /** Shows a notice, at most once for each key. */
  readonly tellOnce: (key: string, notice: Notice) => void;
  readonly contain: Contain;
  /** Tells the user where a port of the board is reached on the PC. */
  readonly announce: (port: ListeningPort) => void;
}

export class BoardWorld implements Disposable {
  readonly network: BoardNetwork;
  private readonly radio: WifiRadio;
  private readonly timers: HardwareTimers;
  private readonly parts = new DisposableStore();

  constructor({ options, memory, wake, tellOnce, contain, announce }: BoardWorldSetup) {
    const configuration = { policy: options.network, aliases: options.aliases };
    this.network = this.parts.add(new BoardNetwork({ configuration, board: memory, tellOnce, contain, announce }));
    this.radio = this.parts.add(new WifiRadio({ memory, world: DEFAULT_WIFI_WORLD, contain }));
    this.timers = this.parts.add(
      new HardwareTimers(
        contain((timer: number) => {
          memory.setTimerDue(timer);
          wake();
        }),
      ),
    );
  }

  carryOut(command: WorldCommand): void {
    switch (command.op) {
      case 'tcp/connect':
        return this.network.connect(command);
      case 'udp/open':
        return this.network.udp.open(command.socket, command.memory);
      case 'tcp/resume':
        return this.network.resume(command.socket);
      case 'close':
        return this.network.close(command.socket, command);
      case 'wifi/active':
        return this.radio.handle({ kind: command.active ? 'activate' : 'deactivate' });
      case 'wifi/connect':
        return this.radio.handle({ kind: 'connect', credentials: command });
      case 'wifi/disconnect':
        return this.radio.handle({ kind: 'disconnect' });
      case 'timer/start':
        return this.timers.start(command.timer, command);
      case 'timer/stop':
        return this.timers.stop(command.timer);
    }
  }

  async answer(call: Call): Promise<CallReplies[Call['op']]> {
    switch (call.op) {
      case 'resolve':
        return this.network.resolve(call.host);
      case 'wifi/scan':
        return { networks: await this.radio.scan() };
      case 'tcp/listen':
        return this.network.listen(call);
      case 'udp/bind':
        return this.network.udp.bind(call.socket, call.port);
      case 'tcp/accept':
        return this.network.accept(call);
      case 'settle':
        return {};
    }
  }

  dispose(): void {
    this.parts.dispose();
  }
}
