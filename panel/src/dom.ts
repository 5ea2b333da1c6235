/** Building elements without markup strings: text from scripts and sockets is never parsed as HTML. */
export interface ElementOptions {
  readonly class?: string;
  readonly text?: string;
  readonly title?: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions = {},
  children: readonly Node[] = [],
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  if (options.class !== undefined) node.className = options.class;
  if (options.text !== undefined) node.textContent = options.text;
  if (options.title !== undefined) node.title = options.title;
  for (const [name, value] of Object.entries(options.attributes ?? {})) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export interface ButtonOptions extends ElementOptions {
  readonly onClick: () => void;
}

export function button(options: ButtonOptions, children: readonly Node[] = []): HTMLButtonElement {
  const node = element('button', { ...options, attributes: { type: 'button', ...options.attributes } }, children);
  node.addEventListener('click', options.onClick);
  return node;
}
