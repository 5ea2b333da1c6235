/** What the Board view says, as text: pure, so that it can be tested without a page. */
import type {
  BoardActivity,
  BoardPin,
  HeapState,
  OpenSocket,
  PinMode,
  PinState,
  PwmState,
  RadioState,
  ResetCause,
  StationState,
} from '../../../shared/src';
import { countText } from '../rowText';

/** Where the LED of most boards is, and the button that they have besides reset. */
export const LED_PIN = 2;
const BOOT_PIN = 0;

export function activityText(activity: BoardActivity): string {
  switch (activity.kind) {
    case 'off':
      return 'off';
    case 'prompt':
      return 'at the prompt';
    case 'busy':
      return 'running';
    case 'starting':
    case 'running':
    case 'stopping':
      return `${activity.kind} ${activity.script}`;
  }
}

/** What most boards have at a pin. */
export function roleText(pin: number): string {
  if (pin === LED_PIN) return 'LED';
  return pin === BOOT_PIN ? 'BOOT' : '';
}

const modeTexts: Readonly<Record<PinMode, string>> = {
  unused: 'unused',
  in: 'input',
  out: 'output',
  openDrain: 'open drain',
  pwm: 'PWM',
  adc: 'ADC',
  dac: 'DAC',
  touch: 'touch',
};

export function modeText({ mode, pull }: Pick<PinState, 'mode' | 'pull'>): string {
  const hasPull = pull !== undefined && (mode === 'in' || mode === 'openDrain');
  return hasPull ? `${modeTexts[mode]}, pull-${pull}` : modeTexts[mode];
}

export function valueText({ mode, level, pwm, millivolts, wired }: BoardPin): string {
  if (pwm) return pwmText(pwm);
  if (mode === 'dac') return `${countText(millivolts ?? 0)} mV`;
  if (mode === 'adc') return wired.millivolts === undefined ? 'not wired' : `${countText(wired.millivolts)} mV`;
  if (mode === 'touch') return wired.isHeld ? 'touched' : 'free';
  return level === 1 ? 'high' : 'low';
}

function pwmText({ duty, frequencyHz }: PwmState): string {
  return `${percentText(duty / FULL_DUTY)} · ${frequencyText(frequencyHz)}`;
}

const FULL_DUTY = 65536;

function percentText(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 10 ? percent.toFixed(1) : Math.round(percent)} %`;
}

export function frequencyText(hertz: number): string {
  if (hertz >= 1e6) return `${shortNumber(hertz / 1e6)} MHz`;
  return hertz >= 1e3 ? `${shortNumber(hertz / 1e3)} kHz` : `${shortNumber(hertz)} Hz`;
}

function shortNumber(value: number): string {
  return Number(value.toPrecision(3)).toString();
}

/** How bright a LED at the pin is, from 0 to 1. */
export function brightness({ mode, level, pwm, millivolts }: PinState): number {
  if (pwm) return pwm.duty / FULL_DUTY;
  if (mode === 'dac') return (millivolts ?? 0) / SUPPLY_MILLIVOLTS;
  return level;
}

export const SUPPLY_MILLIVOLTS = 3300;

/** The level that a button at the pin gives while it is pressed: it connects the pin with the side that its pull does not. */
export function pressedLevel({ mode, pull }: Pick<PinState, 'mode' | 'pull'>): 0 | 1 {
  return pull === 'up' || mode === 'openDrain' ? 0 : 1;
}

/** What a touch pad reads under a finger. */
export const TOUCHED_READING = 60;

export function stationText(station: StationState): string {
  switch (station.kind) {
    case 'off':
      return 'off';
    case 'idle':
      return 'on, not connected';
    case 'connecting':
      return `connecting to ${station.ssid} …`;
    case 'connected':
      return `${station.ssid} · ${station.address} · ${signText(station.rssiDbm)}\u00a0dBm`;
  }
}

function signText(value: number): string {
  return value < 0 ? `−${-value}` : String(value);
}

export function accessPointText({ ssid, address, stations }: NonNullable<RadioState['accessPoint']>): string {
  const joined = stations.map((station) => station.address).join(', ');
  return `${ssid} · ${address} · ${stations.length === 0 ? 'nobody has joined' : `joined by ${joined}`}`;
}

/** In the words of a script, where it has any. */
export function resetText(cause: ResetCause): string {
  return resetTexts[cause];
}

const resetTexts: Readonly<Record<ResetCause, string>> = {
  powerOn: 'power-on or reset button',
  hard: 'machine.reset()',
  watchdog: 'watchdog',
  deepSleep: 'woken from deep sleep',
  soft: 'soft reset',
};

export function heapText({ usedBytes, totalBytes }: HeapState): string {
  return `${kilobytes(usedBytes)} of ${kilobytes(totalBytes)} KB used`;
}

function kilobytes(bytes: number): string {
  return countText(Math.round(bytes / 1024));
}

export function socketText({ protocol, state, localPort, peer }: OpenSocket): string {
  const name = protocol.toUpperCase();
  if (state === 'listening') return `${name} listens on port ${localPort}`;
  if (protocol === 'udp') return localPort === 0 ? name : `${name} port ${localPort}`;
  const what = { connecting: 'connecting to', connected: '↔', ended: 'ended by', failed: 'failed:', open: '↔' }[state];
  return `${name} ${what} ${peer ?? '?'}`;
}

/**
 * The colour of a LED as a screen shows it. A LED's light is in proportion to its number, and the eye takes a tenth of the light
 * for a third: on a screen the number itself would be almost black.
 */
export function screenColor(color: number): string {
  const shown = [16, 8, 0].map((shift) => Math.round(255 * (((color >> shift) & 0xff) / 255) ** (1 / 2.2)));
  return `rgb(${shown.join(' ')})`;
}

export function colorText(color: number): string {
  return `#${color.toString(16).padStart(6, '0')}`;
}
