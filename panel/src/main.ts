/** Entry of the Sockets panel: puts the parts together and passes on what the host says. */
import {
  type ConnectionKey,
  NO_FILTER,
  type PanelExtent,
  type PanelRow,
  type PanelRun,
  type RowAction,
  type RowFilter,
  type ToPanel,
} from '../../shared/src';
import { Announcer } from './announcer';
import { ConnectionsView } from './connectionsView';
import { DetailView } from './detailView';
import { element } from './dom';
import { EmptyState } from './emptyState';
import { Host } from './host';
import { ListView } from './listView';
import { copiedRow, countText } from './rowText';
import { SearchBar } from './searchBar';
import { Splitter } from './splitter';
import { SummaryBar } from './summaryBar';
import { Toolbar } from './toolbar';

/** Pixels. */
const roomForConnections = 760;

class Panel {
  private readonly host = new Host();
  private readonly announcer = new Announcer();
  private readonly summary = new SummaryBar({ onOpenPlace: () => this.host.send({ kind: 'openPlace' }) });
  private readonly toolbar = new Toolbar({
    onFilter: (filter) => this.filter(filter),
    onToggleConnections: (showsConnections) => {
      this.host.remember({ showsConnections });
      this.layOut();
    },
    onPause: (isPaused) => this.host.send({ kind: 'pause', isPaused }),
    onKeepRuns: (keepsRuns) => this.host.send({ kind: 'keepRuns', keepsRuns }),
    onSearch: () => this.search.open(),
  });
  private readonly search = new SearchBar({
    onSearch: (text, step) => this.host.send({ kind: 'search', text, from: this.list.selected ?? this.list.firstIndex, step }),
    onClose: () => this.list.focus(),
    onResult: (text) => this.announcer.say(text),
  });
  private readonly connections = new ConnectionsView({ onChoose: (key) => this.choose(key) });
  private readonly list = new ListView({
    onSelect: (row) => this.selected(row),
    onEnter: () => this.detail.focus(),
    onOpenSource: (index) => this.host.send({ kind: 'openSource', index }),
    onView: (view) => this.host.send({ kind: 'view', ...view }),
    onUnseen: () => this.announcer.say('New rows at the end'),
  });
  private readonly detail = new DetailView({
    onClose: () => this.closeDetail(),
    onCopy: (text) => this.host.send({ kind: 'copy', text }),
    onMode: (detailMode) => this.host.remember({ detailMode }),
    onEncoding: (encoding) => this.host.remember({ encoding }),
    onOpenSource: (index) => this.host.send({ kind: 'openSource', index }),
    onOpenText: (text, language) => this.host.send({ kind: 'openText', text, language }),
    onGoToRow: (index) => this.host.send({ kind: 'locate', index }),
    onDecode: (key) => this.host.send(key ? { kind: 'decode', key } : { kind: 'decode' }),
  });
  private readonly empty = new EmptyState({
    onRun: () => this.host.send({ kind: 'run' }),
    onOpenExample: () => this.host.send({ kind: 'openExample' }),
    onOpenTraffic: () => this.host.send({ kind: 'openTraffic' }),
    onClearFilter: () => this.filter(NO_FILTER),
  });
  private readonly body = element('div', { class: 'body' });
  private readonly splitter = new Splitter({
    label: 'Resize the detail',
    whole: this.body,
    property: '--detail-share',
    part: 'last',
    bounds: { min: 0.15, max: 0.85 },
    isSideBySide: () => getComputedStyle(this.body).flexDirection === 'row',
    onMoved: (detailShare) => this.host.remember({ detailShare }),
  });
  private readonly workspace = element('main', { class: 'workspace' });
  private readonly connectionsSplitter = new Splitter({
    label: 'Resize the connections',
    whole: this.workspace,
    property: '--connections-share',
    part: 'first',
    bounds: { min: 0.1, max: 0.6 },
    isSideBySide: () => getComputedStyle(this.workspace).flexDirection === 'row',
    onMoved: (connectionsShare) => this.host.remember({ connectionsShare }),
  });
  private run: PanelRun | undefined;
  private filterNow: RowFilter = NO_FILTER;
  private isPaused = false;
  private extent: PanelExtent | undefined;
  private shownIndex: number | undefined;
  /** A connection that was chosen and whose whole is shown. */
  private shownConnection: ConnectionKey | undefined;

  constructor(private readonly root: HTMLElement) {
    this.list.root.prepend(this.search.root);
    this.body.append(this.list.root, this.splitter.root, this.detail.root);
    const title = element('h1', { class: 'spoken', text: 'Sockets' });
    this.workspace.append(title, this.connections.root, this.connectionsSplitter.root, this.body, this.empty.root);
    root.append(element('header', { class: 'top' }, [this.summary.root, this.toolbar.root]), this.workspace, this.announcer.root);
    const { detailShare, connectionsShare, detailMode, encoding } = this.host.memory;
    this.connectionsSplitter.setShare(connectionsShare);
    this.splitter.setShare(detailShare);
    this.detail.setMode(detailMode);
    this.detail.setEncoding(encoding);
    new ResizeObserver(() => this.layOut()).observe(root);
    this.detail.root.addEventListener('keydown', (event) => event.key === 'Escape' && this.closeDetail());
    // Before the window hears of it, which hands keys on to VS Code.
    document.addEventListener('keydown', (event) => this.pressed(event));
    document.addEventListener('copy', (event) => this.copied(event));
    window.addEventListener('message', (event: MessageEvent<ToPanel>) => this.receive(event.data));
    this.fitRows();
    new MutationObserver(() => this.fitRows()).observe(document.documentElement, { attributes: true, attributeFilter: ['style'] });
    this.refresh();
    this.host.send({ kind: 'ready' });
  }

  private receive(message: ToPanel): void {
    switch (message.kind) {
      case 'reset':
        return this.reset(message);
      case 'run':
        this.run = message.run;
        return this.refresh();
      case 'list':
        this.extent = message.extent;
        this.list.update(message.extent, message.window);
        this.summary.setTotals(message.extent.totals);
        this.toolbar.setShown(this.shownText());
        this.toolbar.setPaused(this.isPaused, message.extent.heldCount);
        this.refresh();
        return void requestAnimationFrame(() => this.host.send({ kind: 'shown' }));
      case 'connections':
        this.connections.setConnections(message.connections, message.forgottenCount);
        return this.showChosen();
      case 'go':
        return message.position === undefined ? this.list.deselect() : this.list.go(message.index, message.position);
      case 'search':
        return this.search.show(message.search);
      case 'filter':
        return this.filtered(message.filter);
      case 'paused':
        this.isPaused = message.isPaused;
        return this.toolbar.setPaused(message.isPaused);
      case 'keepsRuns':
        return this.toolbar.setKeepsRuns(message.keepsRuns);
      case 'act':
        return this.act(message.action);
      case 'bytes':
        if (message.index === this.shownIndex) this.detail.showBytes(message.bytes);
        return;
      case 'decoded':
        return this.detail.showDecoded(message.key, message.conversation);
    }
  }

  private reset({ run, filter, isPaused, keepsRuns }: Extract<ToPanel, { kind: 'reset' }>): void {
    const wanted = this.host.memory.selectedIndex;
    this.run = run;
    this.extent = undefined;
    this.isPaused = isPaused;
    this.shownConnection = undefined;
    this.list.restart();
    this.connections.setConnections([], 0);
    this.toolbar.setPaused(isPaused);
    this.toolbar.setKeepsRuns(keepsRuns);
    this.summary.setTotals({ operations: 0, receivedBytes: 0, sentBytes: 0 });
    this.filterNow = filter;
    this.toolbar.setFilter(filter);
    this.connections.setChosen(filter.connection);
    this.refresh();
    if (wanted !== undefined) this.host.send({ kind: 'locate', index: wanted });
  }

  private refresh(): void {
    const { extent } = this;
    const isEmpty = (extent?.count ?? 0) === 0;
    const isFiltered = (extent?.keptCount ?? 0) > 0;
    const isUnused = this.run === undefined && !isFiltered;
    this.summary.setRun(this.run);
    this.toolbar.root.hidden = isUnused;
    this.root.classList.toggle('unused', isUnused);
    this.body.hidden = isEmpty && !this.body.classList.contains('with-detail');
    this.list.root.hidden = isEmpty;
    this.empty.root.hidden = !isEmpty;
    if (isEmpty) this.empty.show(this.run, isFiltered ? this.filterNow : undefined);
  }

  private filter(filter: RowFilter): void {
    this.host.send({ kind: 'filter', filter });
    this.filtered(filter);
  }

  private shownText(): string {
    const { text, errorsOnly, connection } = this.filterNow;
    if (!this.extent || (text === '' && !errorsOnly && !connection)) return '';
    return `${countText(this.extent.count)} of ${countText(this.extent.keptCount)}`;
  }

  /** The list has another filter now. What is selected may be elsewhere in it, or not there. */
  private filtered(filter: RowFilter): void {
    const { shownIndex } = this;
    this.filterNow = filter;
    this.toolbar.setFilter(filter);
    this.connections.setChosen(filter.connection);
    this.list.restart();
    if (shownIndex !== undefined) this.host.send({ kind: 'locate', index: shownIndex });
    this.refresh();
  }

  /** Where there is room the connections stand beside the list. */
  private layOut(): void {
    const isShown = this.host.memory.showsConnections ?? this.root.clientWidth >= roomForConnections;
    this.root.classList.toggle('with-connections', isShown);
    this.toolbar.setConnectionsShown(isShown);
  }

  /** A connection's rows, and what it says in its protocol. */
  private choose(connection: ConnectionKey | undefined): void {
    const { text, errorsOnly } = this.filterNow;
    this.shownIndex = undefined;
    this.filter(connection ? { text, errorsOnly, connection } : { text, errorsOnly });
    this.shownConnection = connection;
    this.body.classList.toggle('with-detail', connection !== undefined);
    this.showChosen();
    this.refresh();
  }

  private showChosen(): void {
    const connection = this.shownConnection && this.connections.find(this.shownConnection);
    if (connection) this.detail.showConnection(connection);
  }

  private selected(row: PanelRow | undefined): void {
    const operation = row?.kind === 'operation' ? row : undefined;
    if (!operation && this.shownConnection) return;
    this.body.classList.toggle('with-detail', operation !== undefined);
    this.shownIndex = operation?.index;
    this.host.remember({ selectedIndex: operation?.index });
    if (!operation) return this.detail.clear();
    this.shownConnection = undefined;
    this.detail.showRow(operation);
    if (operation.sizeBytes > operation.head.length) this.host.send({ kind: 'select', index: operation.index });
  }

  /** What the context menu offers, for the row that is selected. */
  private act(action: RowAction): void {
    const row = this.detail.shownRow;
    if (!row) return;
    switch (action) {
      case 'copyText':
        return this.detail.copy('text');
      case 'copyHex':
        return this.detail.copy('hex');
      case 'copyRow':
        return this.host.send({ kind: 'copy', text: copiedRow(row) });
      case 'openSource':
        return this.host.send({ kind: 'openSource', index: row.index });
      case 'onlyConnection':
        return this.choose({ run: row.run, socket: row.record.socket });
    }
  }

  /** Copies what is selected in the list; what is selected in a text is copied as everywhere. */
  private copied(event: ClipboardEvent): void {
    const row = this.detail.shownRow;
    if (!row || !this.list.root.contains(document.activeElement) || document.activeElement instanceof HTMLInputElement) return;
    this.act(row.sizeBytes > 0 ? 'copyText' : 'copyRow');
    event.preventDefault();
  }

  private closeDetail(): void {
    this.shownConnection = undefined;
    this.list.deselect();
    this.list.focus();
    this.refresh();
  }

  private pressed(event: KeyboardEvent): void {
    if (!(event.ctrlKey || event.metaKey) || event.key !== 'f' || this.toolbar.root.hidden) return;
    this.search.open();
    event.preventDefault();
    event.stopPropagation();
  }

  /** A row is as high as a line of the editor's font asks for, at least 22 pixels as elsewhere in VS Code. */
  private fitRows(): void {
    const fontSize = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-font-size')) || 13;
    const height = Math.max(22, Math.round(fontSize * 1.65));
    this.root.style.setProperty('--row-height', `${height}px`);
    this.list.setRowHeight(height);
  }
}

const root = document.getElementById('app');
if (root) new Panel(root);
