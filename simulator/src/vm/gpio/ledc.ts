/**
 * The chip's LED control unit, which makes PWM: two groups of eight channels and four timers. Pins with the same frequency
 * share a timer; a group without a free timer of that frequency has no use for its free channels. Which one is taken, and
 * which frequency and duty come out of the dividers, is as in MicroPython's ports/esp32/machine_pwm.c and ESP-IDF.
 */

const GROUPS = 2;
export const CHANNELS = 8;
export const TIMERS = 4;
export const ALL_CHANNELS = GROUPS * CHANNELS;
export const ALL_TIMERS = GROUPS * TIMERS;
/** The first group runs faster, but not while the chip sleeps lightly. */
const SLOW_GROUP = 1;

const FAST_CLOCK_HZ = 80_000_000;
const SLOW_CLOCK_HZ = 1_000_000;
const SLEEP_CLOCK_HZ = 8_000_000;
/** Frequencies below this are made from the slow clock. */
const SLOW_BELOW_HZ = 10;
const MAX_RESOLUTION_BITS = 16;
/** The divider has 8 bits behind the point. */
const DIVIDER_ONE = 256;

interface Timer {
  frequencyHz: number;
  resolutionBits: number;
  clockHz: number;
}

interface Channel {
  readonly group: number;
  readonly index: number;
  pin: number | undefined;
  timer: Timer | undefined;
}

/** What a PWM object holds of the unit. */
export interface Held {
  readonly channel: Channel;
  readonly timer: Timer;
}

export type NoRoom = 'channels' | 'timers';

export class Ledc {
  private readonly channels: Channel[] = [];
  private readonly timers: (Timer | undefined)[][] = [];

  constructor() {
    for (let group = 0; group < GROUPS; group++) {
      this.timers.push(new Array<undefined>(TIMERS).fill(undefined));
      for (let index = 0; index < CHANNELS; index++) this.channels.push({ group, index, pin: undefined, timer: undefined });
    }
  }

  /** The channel of a pin, or a free one for it. */
  findChannel(pin: number, frequencyHz: number | undefined, sleeps: boolean): Channel | undefined {
    const usable = this.channels.filter(({ group }) => !sleeps || group === SLOW_GROUP);
    return (
      usable.find((channel) => channel.pin === pin) ??
      usable.find((channel) => channel.pin === undefined && this.hasTimerFor(channel.group, frequencyHz))
    );
  }

  /** Gives a channel a timer with a frequency; the channel may have to be one of the other group for it. */
  connect(channel: Channel, pin: number, frequencyHz: number, sleeps: boolean): Held | NoRoom {
    const groups = Array.from({ length: GROUPS }, (_, group) => group).filter((group) => !sleeps || group === SLOW_GROUP);
    const candidates = groups.filter((group) => this.channels.some((other) => other.group === group && isFor(other, pin)));
    const sharing = candidates.find((group) => this.timers[group]?.some((timer) => timer?.frequencyHz === frequencyHz));
    const isAlone = channel.timer !== undefined && !this.isShared(channel);
    const group = sharing ?? (isAlone ? channel.group : candidates.find((candidate) => this.freeTimer(candidate) !== undefined));
    if (group === undefined) return 'timers';
    const timer = this.timers[group]?.find((candidate) => candidate?.frequencyHz === frequencyHz);
    if (timer) return this.use(channel, group, pin, timer);
    if (isAlone && channel.timer) return this.use(channel, group, pin, setFrequency(channel.timer, frequencyHz, sleeps));
    const made = setFrequency({ frequencyHz, resolutionBits: 0, clockHz: 0 }, frequencyHz, sleeps);
    this.timers[group]?.splice(this.freeTimer(group) ?? 0, 1, made);
    return this.use(channel, group, pin, made);
  }

  release(channel: Channel): void {
    this.dropTimer(channel);
    channel.pin = undefined;
  }

  private use(channel: Channel, group: number, pin: number, timer: Timer): Held | NoRoom {
    const used = group === channel.group ? channel : this.channels.find((other) => other.group === group && isFor(other, pin));
    if (!used) return 'channels';
    if (used !== channel) this.release(channel);
    else if (channel.timer !== timer) this.dropTimer(channel);
    used.pin = pin;
    used.timer = timer;
    return { channel: used, timer };
  }

  private hasTimerFor(group: number, frequencyHz: number | undefined): boolean {
    return this.freeTimer(group) !== undefined || (this.timers[group] ?? []).some((timer) => timer?.frequencyHz === frequencyHz);
  }

  private freeTimer(group: number): number | undefined {
    const index = (this.timers[group] ?? []).indexOf(undefined);
    return index < 0 ? undefined : index;
  }

  private isShared({ timer, ...own }: Channel): boolean {
    return this.channels.some((other) => (other.group !== own.group || other.index !== own.index) && other.timer === timer);
  }

  private dropTimer(channel: Channel): void {
    const { timer } = channel;
    if (timer && !this.isShared(channel)) {
      const timers = this.timers[channel.group];
      const index = timers?.indexOf(timer) ?? -1;
      if (index >= 0) timers?.splice(index, 1, undefined);
    }
    channel.timer = undefined;
  }
}

/** The frequency that the divider makes of the one that was asked for. */
export function actualFrequencyHz({ frequencyHz, resolutionBits, clockHz }: Timer): number {
  const steps = 2 ** resolutionBits;
  const divider = Math.floor((clockHz * DIVIDER_ONE + (frequencyHz * steps) / 2) / (frequencyHz * steps));
  return Math.floor((clockHz * DIVIDER_ONE + (steps * divider) / 2) / (steps * divider));
}

function isFor(channel: Channel, pin: number): boolean {
  return channel.pin === undefined || channel.pin === pin;
}

function setFrequency(timer: Timer, frequencyHz: number, sleeps: boolean): Timer {
  timer.clockHz = sleeps ? SLEEP_CLOCK_HZ : frequencyHz < SLOW_BELOW_HZ ? SLOW_CLOCK_HZ : FAST_CLOCK_HZ;
  timer.frequencyHz = frequencyHz;
  timer.resolutionBits = Math.min(MAX_RESOLUTION_BITS, Math.floor(Math.log2(Math.floor(timer.clockHz / frequencyHz))));
  return timer;
}
