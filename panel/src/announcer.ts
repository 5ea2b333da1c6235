/**
 * Tells a screen reader what has changed as an answer to the user. What grows by itself is not told: a script may do thousands of
 * operations a second. Of several things that follow at once the last is told.
 */
import { element } from './dom';

/** Whoever is typing is not interrupted after each letter. */
const QUIET_MS = 400;

export class Announcer {
  readonly root = element('div', { class: 'spoken', attributes: { role: 'status' } });
  private timer: ReturnType<typeof setTimeout> | undefined;

  say(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.root.textContent = text), QUIET_MS);
  }
}
