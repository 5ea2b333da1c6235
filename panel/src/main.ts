/** Entry of the Sockets panel: puts the parts together and passes on what the host says. */
import type { PanelRow, PanelRun, ToPanel } from '../../shared/src';
import { DetailView } from './detailView';
import { element } from './dom';
import { EmptyState } from './emptyState';
import { Host } from './host';
import { RowStore } from './rowStore';
import { Splitter } from './splitter';
import { SummaryBar } from './summaryBar';
import { TrafficView } from './trafficView';

class Panel {
  private readonly host = new Host();
  private readonly store = new RowStore();
  private readonly summary = new SummaryBar({
    onFilter: (text) => this.filter(text),
    onOpenPlace: () => this.host.send({ kind: 'openPlace' }),
  });
  private readonly traffic = new TrafficView(this.store, { onSelect: (row) => this.selected(row), onEnter: () => this.detail.focus() });
  private readonly detail = new DetailView({
    onClose: () => this.closeDetail(),
    onCopy: (text) => this.host.send({ kind: 'copy', text }),
    onMode: (detailMode) => this.host.remember({ detailMode }),
  });
  private readonly empty = new EmptyState({
    onRun: () => this.host.send({ kind: 'run' }),
    onOpenExample: () => this.host.send({ kind: 'openExample' }),
    onClearFilter: () => this.filter(''),
  });
  private readonly body = element('main', { class: 'body' });
  private readonly splitter = new Splitter({
    whole: this.body,
    isSideBySide: () => getComputedStyle(this.body).flexDirection === 'row',
    onMoved: (detailShare) => this.host.remember({ detailShare }),
  });
  private run: PanelRun | undefined;
  private shownIndex: number | undefined;
  /** Selection from before the panel was hidden, until its row has come again. */
  private wantedIndex = this.host.memory.selectedIndex;

  constructor(private readonly root: HTMLElement) {
    this.body.append(this.traffic.root, this.splitter.root, this.detail.root);
    root.append(this.summary.root, this.body, this.empty.root);
    const { filter, detailShare, detailMode } = this.host.memory;
    this.store.setFilter(filter);
    this.summary.setFilter(filter);
    this.splitter.setShare(detailShare);
    this.detail.setMode(detailMode);
    this.detail.root.addEventListener('keydown', (event) => event.key === 'Escape' && this.closeDetail());
    window.addEventListener('keydown', (event) => {
      if ((event.ctrlKey || event.metaKey) && event.key === 'f') this.summary.focusFilter();
    });
    window.addEventListener('message', (event: MessageEvent<ToPanel>) => this.receive(event.data));
    this.fitRows();
    new MutationObserver(() => this.fitRows()).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    this.refresh();
    this.host.send({ kind: 'ready' });
  }

  private receive(message: ToPanel): void {
    switch (message.kind) {
      case 'reset':
        this.run = message.run;
        this.store.clear();
        this.traffic.restart();
        this.summary.setTotals({ operations: 0, receivedBytes: 0, sentBytes: 0 });
        break;
      case 'run':
        this.run = message.run;
        break;
      case 'rows':
        this.traffic.grew(this.store.add(message.rows, message.firstIndex));
        this.traffic.setForgotten(message.forgottenCount);
        this.summary.setTotals(message.totals);
        this.selectWanted();
        requestAnimationFrame(() => this.host.send({ kind: 'shown' }));
        break;
      case 'filter':
        return this.filter(message.text);
      case 'bytes':
        if (message.index === this.shownIndex) this.detail.showBytes(message.bytes);
        return;
    }
    this.refresh();
  }

  private refresh(): void {
    const isEmpty = this.store.visible.length === 0;
    this.summary.setRun(this.run);
    this.body.hidden = isEmpty;
    this.empty.root.hidden = !isEmpty;
    if (isEmpty) this.empty.show(this.run, this.store.count > 0 ? this.host.memory.filter : undefined);
  }

  private filter(text: string): void {
    this.host.remember({ filter: text });
    this.store.setFilter(text);
    this.summary.setFilter(text);
    this.traffic.refilter();
    this.traffic.select(this.shownIndex);
    this.refresh();
  }

  private selected(row: PanelRow | undefined): void {
    const operation = row?.kind === 'operation' ? row : undefined;
    this.body.classList.toggle('with-detail', operation !== undefined);
    this.shownIndex = operation?.index;
    if (!operation) return;
    this.wantedIndex = undefined;
    this.host.remember({ selectedIndex: operation.index });
    this.detail.showRow(operation);
    if (operation.sizeBytes > operation.head.length) this.host.send({ kind: 'select', index: operation.index });
  }

  private selectWanted(): void {
    const row = this.wantedIndex === undefined ? undefined : this.store.visible[this.store.positionOf(this.wantedIndex)];
    if (row && row.index === this.wantedIndex) this.traffic.select(row.index);
  }

  private closeDetail(): void {
    this.host.forgetSelection();
    this.traffic.select(undefined);
    this.traffic.focus();
  }

  /** A row is as high as a line of the editor's font asks for, at least 22 pixels as elsewhere in VS Code. */
  private fitRows(): void {
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-font-size')) || 13;
    const height = Math.max(22, Math.round(fontSize * 1.65));
    this.root.style.setProperty('--row-height', `${height}px`);
    this.traffic.setRowHeight(height);
  }
}

const root = document.getElementById('app');
if (root) new Panel(root);
