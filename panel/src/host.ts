/** The panel's end of the line to the extension host, and how the user left the panel. */
import type { FromPanel } from '../../shared/src';
import type { DetailMode } from './detailView';

/** What is remembered while the panel is hidden, and when the window is opened again. The rows are not part of it: the host has them. */
export interface PanelMemory {
  readonly selectedIndex?: number | undefined;
  /** Shares of the room, where the user has chosen. */
  readonly detailShare?: number | undefined;
  readonly connectionsShare?: number | undefined;
  readonly detailMode: DetailMode;
  readonly encoding: string;
  /** What the user chose; otherwise the room decides. */
  readonly showsConnections?: boolean | undefined;
}

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): Partial<PanelMemory> | undefined;
  setState(state: PanelMemory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const freshMemory: PanelMemory = { detailMode: 'text', encoding: 'utf-8' };

export class Host {
  private readonly api = acquireVsCodeApi();
  private kept: PanelMemory = { ...freshMemory, ...this.api.getState() };

  get memory(): PanelMemory {
    return this.kept;
  }

  remember(change: Partial<PanelMemory>): void {
    this.kept = { ...this.kept, ...change };
    this.api.setState(this.kept);
  }

  send(message: FromPanel): void {
    this.api.postMessage(message);
  }
}
