/**
 * Lifetimes. Whoever creates a listener, timer, worker or socket puts it into a store and disposes of the store.
 * `dispose` may be called twice and never throws.
 */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables. Adding to a store that was disposed of disposes of the newcomer at once. */
export class DisposableStore implements Disposable {
  private readonly items = new Set<Disposable>();
  private disposed = false;

  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.items.add(item);
    return item;
  }

  /** Registers a function to be called once, on disposal. */
  defer(action: () => void): Disposable {
    return this.add({ dispose: action });
  }

  /** Disposes of everything, last added first. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const item of [...this.items].reverse()) item.dispose();
    this.items.clear();
  }
}
