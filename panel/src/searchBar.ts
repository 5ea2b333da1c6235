/** The search over the list: a text, how many rows have it, the next and the one before. */
import type { SearchState } from '../../shared/src';
import { button, element } from './dom';
import { icon } from './icons';
import { countText } from './rowText';

export interface SearchListener {
  readonly onSearch: (text: string, step: -1 | 0 | 1) => void;
  readonly onClose: () => void;
  /** For a screen reader: which result this is, but not how many there are by now. */
  readonly onResult: (text: string) => void;
}

export class SearchBar {
  readonly root: HTMLElement;
  private readonly input: HTMLInputElement;
  private readonly count = element('span', { class: 'count' });
  private told = '';

  constructor(private readonly listener: SearchListener) {
    this.input = element('input', {
      title: 'Words as in the filter: also op:recv  #3  hex:0d0a',
      attributes: { type: 'text', placeholder: 'Find', 'aria-label': 'Find in rows', spellcheck: 'false' },
    });
    this.input.addEventListener('input', () => listener.onSearch(this.input.value, 0));
    this.root = element('div', { class: 'search', attributes: { role: 'search' } }, [
      this.input,
      this.count,
      this.step('up', 'Previous (Shift+Enter)', -1),
      this.step('down', 'Next (Enter)', 1),
      button({ class: 'tool', title: 'Close (Escape)', attributes: { 'aria-label': 'Close' }, onClick: () => this.close() }, [
        icon('close'),
      ]),
    ]);
    this.root.hidden = true;
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.close();
      else if (event.key === 'Enter' && event.target === this.input) listener.onSearch(this.input.value, event.shiftKey ? -1 : 1);
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
  }

  open(): void {
    this.root.hidden = false;
    this.input.focus();
    this.input.select();
    if (this.input.value !== '') this.listener.onSearch(this.input.value, 0);
  }

  show({ text, count, current }: SearchState): void {
    if (text !== '' && this.root.hidden) {
      this.root.hidden = false;
      this.input.value = text;
    }
    const isNothing = text !== '' && count === 0;
    const result = isNothing ? 'No results' : `${current > 0 ? countText(current) : '?'} of ${countText(count)}`;
    this.count.textContent = text === '' ? '' : result;
    this.root.classList.toggle('nothing', isNothing);
    const told = `${text}\n${current}\n${isNothing}`;
    if (text !== '' && told !== this.told) this.listener.onResult(result);
    this.told = told;
  }

  private close(): void {
    this.root.hidden = true;
    this.listener.onSearch('', 0);
    this.listener.onClose();
  }

  private step(name: 'up' | 'down', label: string, step: -1 | 1): HTMLButtonElement {
    const onClick = (): void => this.listener.onSearch(this.input.value, step);
    return button({ class: 'tool', title: label, attributes: { 'aria-label': label }, onClick }, [icon(name)]);
  }
}
