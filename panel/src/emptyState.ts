/** What stands in place of the list while there is nothing in it: why, and what to do about it. */
import type { PanelRun, RowFilter } from '../../shared/src';
import { button, element } from './dom';

export interface EmptyStateListener {
  readonly onRun: () => void;
  readonly onOpenExample: () => void;
  readonly onClearFilter: () => void;
  readonly onOpenTraffic: () => void;
}

export class EmptyState {
  readonly root = element('div', { class: 'empty' });

  constructor(private readonly listener: EmptyStateListener) {}

  /** `filter` is there if it alone is the reason. */
  show(run: PanelRun | undefined, filter: RowFilter | undefined): void {
    const { onRun, onOpenExample, onClearFilter, onOpenTraffic } = this.listener;
    const runAgain = button({ class: 'primary', text: 'Run', onClick: onRun });
    const example = button({ class: 'secondary', text: 'Open the example', onClick: onOpenExample });
    if (filter) {
      const { text, errorsOnly, connection } = filter;
      const which = connection ? ` of connection #${connection.socket}` : '';
      const what = errorsOnly ? `No operation${which} failed` : `No operation${which} is there`;
      this.fill(text === '' ? `${what}.` : `No operation${which}${errorsOnly ? ' that failed' : ''} matches “${text}”.`, [
        button({ class: 'secondary', text: 'Clear the filter', onClick: onClearFilter }),
      ]);
    } else if (!run) {
      const sentence =
        'Run a MicroPython script, and every socket operation appears here as it happens: what was sent, and what recv returned.';
      this.fill(sentence, [runAgain, example, button({ class: 'secondary', text: 'Open saved traffic', onClick: onOpenTraffic })]);
    } else if (run.state === 'ended') {
      this.fill(`${run.script} did not use a socket.`, [runAgain, example]);
    } else {
      this.fill(`${run.script} has not used a socket yet.`, []);
    }
  }

  private fill(sentence: string, buttons: readonly HTMLElement[]): void {
    this.root.replaceChildren(element('p', { text: sentence }), element('div', { class: 'buttons' }, buttons));
  }
}
