/**
 * Decides which of the two tabs in the bottom panel a run brings to the front: the terminal or the Sockets view.
 * A run shows the terminal, and the Sockets view as soon as bytes go over a socket. It never pulls the user away from
 * a terminal that they type in, nor from one that they have gone back to.
 */
export type Reveal = 'terminal' | 'sockets' | undefined;

export class RevealPolicy {
  private isSocketsVisible = false;
  private hasTyped = false;
  private hasBytes = false;
  private shown: 'terminal' | 'sockets' = 'terminal';
  private prefersTerminal = false;

  /** If the Sockets view is in front it stays there, so that running again does not flicker. */
  runStarted(): Reveal {
    this.hasTyped = false;
    this.hasBytes = false;
    return this.isSocketsVisible ? undefined : this.show('terminal');
  }

  bytesPassed(): Reveal {
    if (this.hasBytes) return undefined;
    this.hasBytes = true;
    return this.isSocketsVisible || this.hasTyped || this.prefersTerminal ? undefined : this.show('sockets');
  }

  /** The script has printed and then done nothing with sockets for a while, or has ended: what it printed matters. */
  onlyPrinted(): Reveal {
    return this.isSocketsVisible && !this.hasBytes ? this.show('terminal') : undefined;
  }

  keyTyped(): void {
    this.hasTyped = true;
  }

  socketsVisibilityChanged(isVisible: boolean): void {
    const wasOurDoing = this.shown === (isVisible ? 'sockets' : 'terminal');
    this.isSocketsVisible = isVisible;
    // Leaving an empty view is no decision against it.
    if (!wasOurDoing) this.prefersTerminal = !isVisible && this.hasBytes;
    this.shown = isVisible ? 'sockets' : 'terminal';
  }

  private show(what: 'terminal' | 'sockets'): Reveal {
    this.shown = what;
    return what;
  }
}
