/** A minimal event: subscribing returns the way to unsubscribe. Listeners are called in the order they were added. */
import type { Disposable } from './disposable';

export type Event<T> = (listener: (value: T) => void) => Disposable;

export class Emitter<T> implements Disposable {
  private readonly listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }

  dispose(): void {
    this.listeners.clear();
  }
}

/** An event that keeps what was fired before the first listener came, and hands it to that listener in order. */
export class BufferedEmitter<T> implements Disposable {
  private readonly emitter = new Emitter<T>();
  private pending: T[] | undefined = [];

  readonly event: Event<T> = (listener) => {
    const subscription = this.emitter.event(listener);
    const pending = this.pending ?? [];
    this.pending = undefined;
    for (const value of pending) listener(value);
    return subscription;
  };

  fire(value: T): void {
    if (this.pending) this.pending.push(value);
    else this.emitter.fire(value);
  }

  dispose(): void {
    this.pending = undefined;
    this.emitter.dispose();
  }
}
