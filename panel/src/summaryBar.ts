/** The line on top: which script, where, how it is going, what went over its sockets; and the filter. */
import type { PanelRun, PanelTotals } from '../../shared/src';
import { button, element } from './dom';
import { bytesText, countText } from './rowText';

export interface SummaryListener {
  readonly onFilter: (text: string) => void;
  readonly onOpenPlace: () => void;
}

export class SummaryBar {
  readonly root: HTMLElement;
  private readonly status = element('div', { class: 'status', attributes: { role: 'status' } });
  private readonly totals = element('div', { class: 'totals' });
  private readonly input: HTMLInputElement;

  constructor(private readonly listener: SummaryListener) {
    this.input = element('input', {
      class: 'filter',
      attributes: { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter operations', spellcheck: 'false' },
    });
    this.input.title = 'Text, operation, peer, error or #socket';
    this.input.addEventListener('input', () => this.listener.onFilter(this.input.value));
    this.root = element('header', { class: 'summary' }, [this.status, this.totals, this.input]);
  }

  setFilter(text: string): void {
    this.input.value = text;
  }

  focusFilter(): void {
    this.input.focus();
    this.input.select();
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
