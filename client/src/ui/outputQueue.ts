/**
 * Stands between a script that prints faster than a terminal can show and the terminal: text goes on at once while the
 * pace is moderate, and in slices at a steady pace during a flood. When much waits it asks the script to wait too; from
 * a target that cannot wait, the oldest is left out and the terminal says how much.
 */
import type { Disposable } from '../../../shared/src';

export interface OutputPace {
  readonly sliceLength: number;
  readonly intervalMs: number;
  /** So many characters waiting are high pressure; it is over when half of them are left. */
  readonly highMark: number;
  /** More than this never waits. */
  readonly maxWaiting: number;
}

/** About 2 MB a second; VS Code's terminal shows more than that, even on a slow computer. */
export const defaultPace: OutputPace = { sliceLength: 32_768, intervalMs: 16, highMark: 131_072, maxWaiting: 1_048_576 };

export interface OutputQueueListener {
  readonly write: (text: string) => void;
  /** The script should wait, or may go on. */
  readonly pressureChanged: (isHigh: boolean) => void;
}

export class OutputQueue implements Disposable {
  private waiting: string[] = [];
  private waitingLength = 0;
  private leftOut = 0;
  private isPressureHigh = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly listener: OutputQueueListener,
    private readonly pace: OutputPace = defaultPace,
  ) {}

  push(text: string): void {
    if (text === '') return;
    this.waiting.push(text);
    this.waitingLength += text.length;
    if (this.waitingLength > this.pace.maxWaiting) this.leaveOutOldest();
    if (!this.timer) this.writeSlice();
    if (this.waitingLength > this.pace.highMark) this.setPressure(true);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = [];
    this.waitingLength = 0;
    this.setPressure(false);
  }

  private writeSlice(): void {
    this.timer = undefined;
    if (this.waitingLength === 0) return;
    this.timer = setTimeout(() => this.writeSlice(), this.pace.intervalMs);
    const notice = this.leftOut > 0 ? leftOutNotice(this.leftOut) : '';
    this.leftOut = 0;
    this.listener.write(notice + this.take(this.pace.sliceLength));
    if (this.waitingLength <= this.pace.highMark / 2) this.setPressure(false);
  }

  /** High pressure is said again with each push: meanwhile another run may have taken over. */
  private setPressure(isHigh: boolean): void {
    if (!isHigh && !this.isPressureHigh) return;
    this.isPressureHigh = isHigh;
    this.listener.pressureChanged(isHigh);
  }

  private take(length: number): string {
    const text = this.waiting.join('');
    const end = text.length <= length ? text.length : endOfWhole(text, length);
    const rest = text.slice(end);
    this.waiting = rest === '' ? [] : [rest];
    this.waitingLength = rest.length;
    return text.slice(0, end);
  }

  /** Keeps the newest half, from the start of a line where there is one. */
  private leaveOutOldest(): void {
    const text = this.waiting.join('');
    const half = text.length - Math.floor(this.pace.maxWaiting / 2);
    const lineEnd = text.indexOf('\n', half);
    const rest = text.slice(lineEnd >= 0 && lineEnd < text.length - 1 ? lineEnd + 1 : endOfWhole(text, half));
    this.leftOut += text.length - rest.length;
    this.waiting = [rest];
    this.waitingLength = rest.length;
  }
}

/** `position`, or one more if a surrogate pair would be cut. */
function endOfWhole(text: string, position: number): number {
  const code = text.charCodeAt(position - 1);
  return code >= 0xd800 && code <= 0xdbff ? position + 1 : position;
}

function leftOutNotice(count: number): string {
  return `\x1b[0m\r\n\x1b[33m… ${count.toLocaleString('en-US')} characters left out: the script prints faster than a terminal can show …\x1b[0m\r\n`;
}
