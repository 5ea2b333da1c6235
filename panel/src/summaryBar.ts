/** The line on top: which script, where, how it is going, what went over its sockets. */
import type { PanelRun, PanelTotals } from '../../shared/src';
import { button, element } from './dom';
import { bytesText, countText } from './rowText';

export interface SummaryListener {
  readonly onOpenPlace: () => void;
}

export class SummaryBar {
  readonly root: HTMLElement;
  private readonly status = element('div', { class: 'status', attributes: { role: 'status' } });
  private readonly totals = element('div', { class: 'totals' });

  constructor(private readonly listener: SummaryListener) {
    this.root = element('div', { class: 'summary' }, [this.status, this.totals]);
  }

  setRun(run: PanelRun | undefined): void {
    this.root.hidden = run === undefined;
    if (!run) return;
    const { ending } = run;
    this.root.dataset['tone'] = ending?.tone ?? run.state;
    const parts = [
      element('span', { class: 'mark', attributes: { 'aria-hidden': 'true' } }),
      element('span', { class: 'script', text: run.script }),
      element('span', { class: 'target', text: `on ${run.target}` }),
    ];
    // The exception itself says more than that there was one.
    if (ending?.place === undefined) parts.push(element('span', { class: 'progress', text: ending?.text ?? run.state }));
    if (ending?.cause !== undefined) parts.push(element('span', { class: 'cause', text: ending.cause, title: ending.cause }));
    if (ending?.place !== undefined) {
      parts.push(button({ class: 'link', text: ending.place, title: 'Go to this line', onClick: () => this.listener.onOpenPlace() }));
    }
    this.status.replaceChildren(...parts);
  }

  setTotals({ operations, receivedBytes, sentBytes }: PanelTotals): void {
    this.totals.replaceChildren(
      element('span', { class: 'received', text: `↓ ${countText(receivedBytes)} B`, title: `${bytesText(receivedBytes)} received` }),
      element('span', { class: 'sent', text: `↑ ${countText(sentBytes)} B`, title: `${bytesText(sentBytes)} sent` }),
      element('span', { class: 'operations', text: `${countText(operations)} ${operations === 1 ? 'operation' : 'operations'}` }),
    );
  }
}
