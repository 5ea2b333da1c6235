/**
 * Decides which of the two tabs in the bottom panel a run brings to the front: the terminal or the Sockets view. A run
 * shows the terminal, and the Sockets view when the first bytes go over a socket; each at most once in a run, so that
 * the user who goes elsewhere stays there, and never away from a terminal that the user types in.
 */
export type Reveal = 'terminal' | 'sockets' | undefined;

export class RevealPolicy {
  private isSocketsVisible = false;
  private hasTyped = false;
  private hasUsedSockets = false;
  private hasBytes = false;

  /** If the Sockets view is in front it stays there, so that running again does not flicker. */
  runStarted(): Reveal {
    this.hasTyped = false;
    this.hasUsedSockets = false;
    this.hasBytes = false;
    return this.isSocketsVisible ? undefined : 'terminal';
  }

  /** The script has used a socket, and bytes went over it or not. */
  socketsUsed({ withBytes }: { readonly withBytes: boolean }): Reveal {
    this.hasUsedSockets = true;
    if (this.hasBytes || !withBytes) return undefined;
    this.hasBytes = true;
    return this.isSocketsVisible || this.hasTyped ? undefined : 'sockets';
  }

  /** The script has printed and, a while later or at its end, not used a socket: what it printed matters. */
  onlyPrinted(): Reveal {
    return this.isSocketsVisible && !this.hasUsedSockets ? 'terminal' : undefined;
  }

  keyTyped(): void {
    this.hasTyped = true;
  }

  socketsVisibilityChanged(isVisible: boolean): void {
    this.isSocketsVisible = isVisible;
  }
}
