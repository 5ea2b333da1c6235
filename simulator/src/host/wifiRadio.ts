/** Runs the station's state machine against the clock, and shows its states to the script. */
import { DisposableStore, type Disposable } from '../../../shared/src';
import type { BoardMemory, ScannedNetwork } from '../syscall';
import type { Contain } from './containment';
import { nextWifiState, SCAN_DELAY_MS, scannedNetworks, visibleWifiState, type WifiEvent, type WifiState, type WifiWorld } from './wifi';

export interface WifiRadioSetup {
  readonly memory: BoardMemory;
  readonly world: WifiWorld;
  readonly contain: Contain;
}

export class WifiRadio implements Disposable {
  private state: WifiState = { kind: 'off' };
  private timer: NodeJS.Timeout | undefined;
  private readonly scans = new DisposableStore();

  constructor(private readonly setup: WifiRadioSetup) {
    this.show();
  }

  handle(event: WifiEvent): void {
    const { state, delayMs } = nextWifiState(this.state, event, this.setup.world);
    this.state = state;
    clearTimeout(this.timer);
    if (delayMs !== undefined) {
      const elapsed = this.setup.contain(() => this.handle({ kind: 'elapsed' }));
      this.timer = setTimeout(elapsed, delayMs);
    }
    this.show();
    this.setup.memory.ringDoorbell();
  }

  /** What a scan finds, when it would have looked at all channels; stays pending if the board ends before. */
  scan(): Promise<readonly ScannedNetwork[]> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(scannedNetworks(this.setup.world)), SCAN_DELAY_MS);
      this.scans.defer(() => clearTimeout(timer));
    });
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.scans.dispose();
  }

  private show(): void {
    this.setup.memory.setWifi(visibleWifiState(this.state));
  }
}
