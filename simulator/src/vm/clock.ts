/**
 * The board's clock: a count of time that runs from midnight of 1 January 2000 when the board is switched on, until a
 * program sets it. It has no zone and never asks the PC for the time of day. Its calendar is that of a board: 32 bits of
 * seconds from 1970, which end in 2106 and begin again, with 2100 for a leap year.
 */
import { commonNowMs } from '../syscall';

/** From the start of 1970, where the calendar begins, to that of 2000, from where scripts count. */
const SECONDS_BEFORE_2000 = Date.UTC(2000, 0, 1) / 1000;
const CALENDAR_SECONDS = 2 ** 32;
const SECONDS_PER_DAY = 86_400;

/** Every fourth year is a leap year, so that the calendar repeats itself; 1968 is the first of such four. */
const CYCLE_YEARS = 4;
const CYCLE_DAYS = 4 * 365 + 1;
const CYCLE_START = 1968;
const DAYS_FROM_CYCLE_START = 366 + 365;

export interface CalendarTime {
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export interface CalendarDay extends CalendarTime {
  /** From Monday = 0. */
  readonly weekday: number;
  /** From 1. */
  readonly dayOfYear: number;
}

export class Clock {
  /** `startMs` is what `commonNowMs` was at the start of 2000; `onSet` is told when a program changes that. */
  constructor(
    private startMs: number,
    private readonly onSet: (startMs: number) => void,
  ) {}

  /** Milliseconds since the start of 2000. */
  get nowMs(): number {
    return commonNowMs() - this.startMs;
  }

  set nowMs(value: number) {
    this.startMs = commonNowMs() - value;
    this.onSet(this.startMs);
  }
}

/** Seconds since the start of 2000. Fields beyond their range carry over. */
export function secondsOf({ year, month, day, hour, minute, second }: CalendarTime): number {
  const yearWithMonths = year + Math.floor((month - 1) / 12);
  const cycles = Math.floor((yearWithMonths - CYCLE_START) / CYCLE_YEARS);
  const startOfMonth = Date.UTC(yearWithMonths - cycles * CYCLE_YEARS, month - 1 - 12 * (yearWithMonths - year), 1);
  const days = (startOfMonth - Date.UTC(CYCLE_START, 0, 1)) / 1000 / SECONDS_PER_DAY + cycles * CYCLE_DAYS - DAYS_FROM_CYCLE_START;
  const seconds = (days + day - 1) * SECONDS_PER_DAY + hour * 3600 + minute * 60 + second;
  return modulo(seconds, CALENDAR_SECONDS) - SECONDS_BEFORE_2000;
}

/** The day and time of day. */
export function dateOf(secondsSince2000: number): CalendarDay {
  const seconds = modulo(secondsSince2000 + SECONDS_BEFORE_2000, CALENDAR_SECONDS);
  const days = Math.floor(seconds / SECONDS_PER_DAY);
  const cycles = Math.floor((days + DAYS_FROM_CYCLE_START) / CYCLE_DAYS);
  const date = new Date(Date.UTC(CYCLE_START, 0, 1 + ((days + DAYS_FROM_CYCLE_START) % CYCLE_DAYS)));
  const year = date.getUTCFullYear();
  return {
    year: year + cycles * CYCLE_YEARS,
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: Math.floor(seconds / 3600) % 24,
    minute: Math.floor(seconds / 60) % 60,
    second: seconds % 60,
    // 1 January 1970 was a Thursday.
    weekday: (days + 3) % 7,
    dayOfYear: (date.getTime() - Date.UTC(year, 0, 1)) / 1000 / SECONDS_PER_DAY + 1,
  };
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
