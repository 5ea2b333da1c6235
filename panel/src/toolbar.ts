/** What the list is made of: the filter, errors only, which connections, a pause, whether earlier runs stay; and the search. */
import type { RowFilter } from '../../shared/src';
import { button, element } from './dom';
import { icon, type IconName } from './icons';
import { countText } from './rowText';

export interface ToolbarListener {
  readonly onFilter: (filter: RowFilter) => void;
  readonly onToggleConnections: (isShown: boolean) => void;
  readonly onPause: (isPaused: boolean) => void;
  readonly onKeepRuns: (keepsRuns: boolean) => void;
  readonly onSearch: () => void;
}

const filterHelp = 'Words in the operation, peer, error or bytes. Also: op:recv  #3  hex:0d0a  peer:example  "two words"  -without';

export class Toolbar {
  readonly root: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly connections = toggle('connections', 'Connections', (isOn) => this.listener.onToggleConnections(isOn));
  private readonly errors = toggle('errors', 'Errors only', (errorsOnly) => this.change({ errorsOnly }));
  private readonly pause = toggle('pause', 'Pause', (isOn) => this.listener.onPause(isOn));
  private readonly keep = toggle('keep', 'Keep the rows of earlier runs', (isOn) => this.listener.onKeepRuns(isOn));
  private readonly connection = button({ class: 'chip', onClick: () => this.dropConnection() });
  private readonly shown = element('span', { class: 'shown', title: 'Rows that are shown, and rows that are there' });
  private readonly held = element('span', { class: 'held' });
  private filter: RowFilter = { text: '', errorsOnly: false };

  constructor(private readonly listener: ToolbarListener) {
    this.input = element('input', {
      class: 'filter',
      title: filterHelp,
      attributes: { type: 'search', placeholder: 'Filter', 'aria-label': 'Filter operations', spellcheck: 'false' },
    });
    this.input.addEventListener('input', () => this.change({ text: this.input.value }));
    this.connection.hidden = true;
    const search = button({ class: 'tool', title: 'Find (Ctrl+F)', attributes: { 'aria-label': 'Find' }, onClick: listener.onSearch }, [
      icon('search'),
    ]);
    const tools = element('div', { class: 'tools' }, [this.errors, search, this.pause, this.keep]);
    this.root = element('div', { class: 'toolbar', attributes: { role: 'group', 'aria-label': 'Rows' } }, [
      this.connections,
      this.input,
      this.connection,
      this.shown,
      this.held,
      tools,
    ]);
  }

  setFilter(filter: RowFilter): void {
    this.filter = filter;
    if (this.input.value !== filter.text) this.input.value = filter.text;
    press(this.errors, filter.errorsOnly);
    const { connection } = filter;
    this.connection.hidden = connection === undefined;
    this.connection.replaceChildren(`#${connection?.socket ?? ''}`, icon('close'));
    this.connection.title = 'Show all connections';
  }

  setConnectionsShown(isShown: boolean): void {
    press(this.connections, isShown);
  }

  /** How many of the rows pass the filter; empty without one. */
  setShown(text: string): void {
    this.shown.textContent = text;
  }

  setPaused(isPaused: boolean, heldCount = 0): void {
    press(this.pause, isPaused);
    this.pause.replaceChildren(icon(isPaused ? 'resume' : 'pause'));
    this.pause.title = isPaused ? 'Go on' : 'Pause';
    this.pause.setAttribute('aria-label', this.pause.title);
    this.held.textContent = isPaused ? `Paused · ${countText(heldCount)} new` : '';
  }

  setKeepsRuns(keepsRuns: boolean): void {
    press(this.keep, keepsRuns);
  }

  private change(change: Partial<RowFilter>): void {
    this.filter = { ...this.filter, ...change };
    this.listener.onFilter(this.filter);
  }

  private dropConnection(): void {
    const { text, errorsOnly } = this.filter;
    this.listener.onFilter({ text, errorsOnly });
  }
}

function toggle(name: IconName, label: string, onChange: (isOn: boolean) => void): HTMLButtonElement {
  const node = button(
    {
      class: `tool ${name}`,
      title: label,
      attributes: { 'aria-label': label, 'aria-pressed': 'false' },
      onClick: () => onChange(node.getAttribute('aria-pressed') !== 'true'),
    },
    [icon(name)],
  );
  return node;
}

function press(node: HTMLElement, isOn: boolean): void {
  node.setAttribute('aria-pressed', String(isOn));
}
