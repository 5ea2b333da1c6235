/** The world around one board: network, radio, timers. Carries out what the VM asks of it; owns what that leaves running. */
import { DisposableStore, type Disposable, type ListeningPort, type Notice, type RadioState, type RunOptions } from '../../../shared/src';
import type { BoardMemory, Call, CallReplies, Command } from '../syscall';
import { wifiWorld } from './accessPoints';
import { BoardNetwork } from './boardNetwork';
import type { Contain } from './containment';
import { HardwareTimers } from './hardwareTimers';
import type { LocalNetwork, Neighbour } from './localNetwork';
import { OwnAccessPoint } from './ownAccessPoint';
import { Station } from './station';

/** Commands that concern the world; the others concern the board's program. */
export type WorldCommand = Exclude<
  Command,
  {
    op:
      | 'kick'
      | 'ready'
      | 'output/flush'
      | 'flash/failed'
      | 'script/taken'
      | 'script/ended'
      | 'reset/hard'
      | 'retain'
      | 'watchdog/start'
      | 'notice'
      | 'ended';
  }
>;

export interface BoardWorldSetup {
  readonly options: RunOptions;
  readonly local: LocalNetwork;
  readonly memory: BoardMemory;
  /** A hardware timer has fallen due: the VM must look, whether it computes or waits. */
  readonly wake: () => void;
  /** Shows a notice, at most once for each key. */
  readonly tellOnce: (key: string, notice: Notice) => void;
  readonly contain: Contain;
  /** Tells the user where a port of the board is reached on the PC. */
  readonly announce: (port: ListeningPort) => void;
}

/** MAC address of the first board's station. Each board has two: the access point's is the station's next one. */
const FIRST_MAC = [0x24, 0x0a, 0xc4, 0x00, 0x00, 0x50] as const;

export class BoardWorld implements Disposable {
  readonly network: BoardNetwork;
  /** MAC address of the station. */
  readonly mac: Uint8Array;
  private readonly station: Station;
  private readonly accessPoint: OwnAccessPoint;
  private readonly timers: HardwareTimers;
  private readonly parts = new DisposableStore();

  constructor({ options, local, memory, wake, tellOnce, contain, announce }: BoardWorldSetup) {
    const board = this.asNeighbour();
    const index = local.join(board);
    this.parts.defer(() => local.leave(board));
    this.mac = macOf(2 * index);
    const configuration = { policy: options.network, aliases: options.aliases };
    this.network = this.parts.add(new BoardNetwork({ configuration, memory, local, board, tellOnce, contain, announce }));
    const world = wifiWorld(options.accessPoints ?? []);
    const onAddressLost = (address: string): void => this.network.tcp.loseAddress(address);
    this.station = this.parts.add(new Station({ memory, world, local, board, index, mac: this.mac, contain, onAddressLost }));
    this.accessPoint = this.parts.add(new OwnAccessPoint({ memory, local, board, index, mac: macOf(2 * index + 1) }));
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
        return this.network.tcp.connect(command);
      case 'tcp/resume':
        return this.network.tcp.resume(command.socket);
      case 'tcp/turnAway':
        return this.network.tcp.turnAway(command.listener);
      case 'close':
        return this.network.close(command.socket, command);
      case 'wifi/active':
        return this.station.handle({ kind: command.active ? 'activate' : 'deactivate' });
      case 'wifi/connect':
        return this.station.handle({ kind: 'connect', credentials: command });
      case 'wifi/disconnect':
        return this.station.handle({ kind: 'disconnect' });
      case 'wifi/reconnects':
        return this.station.handle({ kind: 'reconnects', count: command.count });
      case 'wifi/addresses':
        return this.station.setAddresses(command.fixed);
      case 'wifi/nameServer':
        return this.station.setNameServer(command.address);
      case 'ap/active':
        return this.accessPoint.setActive(command.active);
      case 'ap/configure':
        return this.accessPoint.configure(command.settings);
      case 'ap/addresses':
        return this.accessPoint.setAddresses(command.addresses);
      case 'reset/soft':
        this.network.closeAll();
        return this.timers.stopAll();
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
        return { networks: await this.station.scan() };
      case 'tcp/listen':
        return this.network.tcp.listen(call);
      case 'tcp/accept':
        return this.network.tcp.accept(call);
      case 'udp/open':
        this.network.udp.open(call.socket, call.memory);
        return {};
      case 'udp/bind':
        return this.network.udp.bind(call.socket, call.address, call.port);
      case 'udp/join':
        return this.network.join(call);
      case 'ap/stations':
        return { macs: this.accessPoint.stations };
      case 'settle':
        return {};
    }
  }

  get radio(): RadioState {
    const accessPoint = this.accessPoint.seen;
    return { station: this.station.seen, ...(accessPoint ? { accessPoint } : {}) };
  }

  dispose(): void {
    this.parts.dispose();
  }

  /** The board as others in its network see it. They look at it only once it is complete. */
  private asNeighbour(): Neighbour {
    const network = (): BoardNetwork => this.network;
    const accessPoint = (): Neighbour['accessPoint'] => this.accessPoint.shown;
    return {
      listenerAt: (address, port) => network().tcp.listenerAt(address, port),
      connectionOn: (hostPort) => network().tcp.connectionOn(hostPort),
      hasDatagramPort: (hostPort) => network().udp.standsOn(hostPort),
      receiveDatagram: (datagram) => network().udp.receive(datagram),
      isMemberOf: (group) => network().udp.isMemberOf(group),
      get accessPoint() {
        return accessPoint();
      },
      loseNetwork: (name) => this.station.lose(name),
    };
  }
}

function macOf(offset: number): Uint8Array {
  const mac = Uint8Array.from(FIRST_MAC);
  const last = FIRST_MAC[5] + offset;
  mac[4] = last >> 8;
  mac[5] = last & 0xff;
  return mac;
}
