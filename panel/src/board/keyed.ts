/**
 * A list whose elements stay as long as what they show is there: only what has come or gone is added or removed, so that the
 * keyboard's focus and a pressed button survive every update, and nothing flickers.
 */
export interface Item<T> {
  readonly root: HTMLElement;
  update(value: T): void;
  /** The item goes. */
  dispose?(): void;
}

export class KeyedList<T> {
  private readonly items = new Map<string, Item<T>>();

  /** `keyOf` tells which values are shown by the same element. */
  constructor(
    private readonly root: HTMLElement,
    private readonly keyOf: (value: T) => string,
    private readonly make: (value: T) => Item<T>,
  ) {}

  update(values: readonly T[]): void {
    const wanted = new Map(values.map((value) => [this.keyOf(value), value]));
    for (const [key, item] of this.items) {
      if (wanted.has(key)) continue;
      item.dispose?.();
      item.root.remove();
      this.items.delete(key);
    }
    let before: Element | null = this.root.firstElementChild;
    for (const [key, value] of wanted) {
      const item = this.items.get(key) ?? this.make(value);
      this.items.set(key, item);
      item.update(value);
      if (item.root === before) before = before.nextElementSibling;
      else this.root.insertBefore(item.root, before);
    }
  }
}

/** Sets a text only if it is another one: setting it anyway would end a selection and be read aloud again. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}
