/** The panel's end of the line to the extension host, and the little that it remembers while it is hidden. */
import type { FromPanel } from '../../shared/src';
import type { DetailMode } from './detailView';

/** How the user left the panel. The rows are not part of it: the host has them. */
export interface PanelMemory {
  readonly filter: string;
  readonly selectedIndex?: number;
  readonly detailShare: number;
  readonly detailMode: DetailMode;
}

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): PanelMemory | undefined;
  setState(state: PanelMemory): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

const freshMemory: PanelMemory = { filter: '', detailShare: 0.5, detailMode: 'text' };

export class Host {
  private readonly api = acquireVsCodeApi();
  private kept = this.api.getState() ?? freshMemory;

  get memory(): PanelMemory {
    return this.kept;
  }

  remember(change: Partial<PanelMemory>): void {
    this.kept = { ...this.kept, ...change };
    this.api.setState(this.kept);
  }

  forgetSelection(): void {
    const { filter, detailShare, detailMode } = this.kept;
    this.kept = { filter, detailShare, detailMode };
    this.api.setState(this.kept);
  }

  send(message: FromPanel): void {
    this.api.postMessage(message);
  }
}
