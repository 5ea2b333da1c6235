/** Tokens in the order they came, for one reader that waits for them: with a deadline, until the wire is gone, or until it is told to stop. */
import type { RawToken } from './rawReplParser';

/** The board did not answer in time. */
export class NoAnswerError extends Error {
  readonly code = 'NO_ANSWER';
}

/** Nothing that may be done brings the board to listen; with a text for the user. */
export class UnreachableError extends Error {
  readonly code = 'UNREACHABLE';
}

const SILENT_TEXT = 'The board has stopped answering. Press its EN or RST button, then try again.';

export interface Patience {
  /** Milliseconds; absent: there is no limit, because a script runs. */
  readonly deadlineMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export class TokenQueue {
  private readonly tokens: RawToken[] = [];
  private wake: (() => void) | undefined;
  private failure: Error | undefined;

  push(token: RawToken): void {
    this.tokens.push(token);
    this.wake?.();
  }

  /** Forgets what is there. */
  clear(): void {
    this.tokens.length = 0;
  }

  /** Every wait, now and later, rejects with this. */
  fail(error: Error): void {
    this.failure ??= error;
    this.wake?.();
  }

  /** The next token that is there already. */
  poll(): RawToken | undefined {
    return this.tokens.shift();
  }

  async next({ deadlineMs, signal }: Patience = {}): Promise<RawToken> {
    signal?.throwIfAborted();
    const token = this.poll();
    if (token) return token;
    if (this.failure) throw this.failure;
    await new Promise<void>((resolve, reject) => {
      const settle = (action: () => void) => (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', abort);
        this.wake = undefined;
        action();
      };
      const abort = settle(() => reject(signal?.reason as Error));
      // A host that was held up reads first what has come meanwhile.
      const late = (): void => {
        if (this.wake === wake) settle(() => reject(new NoAnswerError(SILENT_TEXT)))();
      };
      const timer = deadlineMs === undefined ? undefined : setTimeout(() => setImmediate(late), Math.max(0, deadlineMs));
      signal?.addEventListener('abort', abort, { once: true });
      const wake = settle(resolve);
      this.wake = wake;
    });
    return this.next({ deadlineMs, signal });
  }
}
