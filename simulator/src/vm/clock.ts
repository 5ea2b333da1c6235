/**
 * The board's clock: a count of time that runs from midnight of 1 January 2000 when the board is switched on, until a
 * program sets it. It has no zone and never asks the PC for the time of day.
 */
const EPOCH_MS = Date.UTC(2000, 0, 1);

export interface CalendarTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export class Clock {
  private offsetMs = 0;

  /** `uptimeMs` counts from when the board was switched on. */
  constructor(private readonly uptimeMs: () => number) {}

  /** Milliseconds since the start of 2000. */
  get nowMs(): number {
    return this.uptimeMs() + this.offsetMs;
  }

  set nowMs(value: number) {
    this.offsetMs = value - this.uptimeMs();
  }
}

/** Seconds since the start of 2000. Fields beyond their range carry over. */
export function secondsOf({ year, month, day, hour, minute, second }: CalendarTime): number {
  return (Date.UTC(year, month - 1, day, hour, minute, second) - EPOCH_MS) / 1000;
}

/** The date and time of day, as UTC. */
export function dateOf(secondsSince2000: number): Date {
  return new Date(EPOCH_MS + secondsSince2000 * 1000);
}

/** From Monday = 0. */
export function weekdayOf(date: Date): number {
  return (date.getUTCDay() + 6) % 7;
}
