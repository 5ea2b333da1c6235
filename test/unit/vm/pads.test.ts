import { describe, expect, it } from 'vitest';
import { millivoltsOf, rawOf } from '../../../simulator/src/vm/gpio/analogCurve';
import { actualFrequencyHz, Ledc, type Held } from '../../../simulator/src/vm/gpio/ledc';
import { phaseOf } from '../../../simulator/src/vm/gpio/pwmSignal';

describe('the curve of the converter', () => {
  it.each([0, 1, 2, 3])('goes up and can be turned round, with attenuation %d', (attenuation) => {
    let before = -1;
    for (let raw = 0; raw <= 4095; raw += 15) {
      const millivolts = millivoltsOf(raw, attenuation);
      expect(millivolts).toBeGreaterThanOrEqual(before);
      before = millivolts;
      expect(Math.abs(rawOf(millivolts, attenuation) - raw)).toBeLessThanOrEqual(3);
    }
    expect([rawOf(0, attenuation), rawOf(3300, attenuation)]).toEqual([0, 4095]);
  });
});

describe('PWM', () => {
  const pwm = { frequencyHz: 100, duty: 16384, startMs: 1000, isInverted: false };

  it.each([
    [pwm, 1000, 1, 2500],
    [pwm, 1002, 1, 500],
    [pwm, 1003, 0, 7000],
    [{ ...pwm, isInverted: true }, 1003, 0, 4500],
    [{ ...pwm, isInverted: true }, 1008, 1, 2000],
    [{ ...pwm, duty: 0 }, 1000, 0, Infinity],
    [{ ...pwm, duty: 65536 }, 1009, 1, Infinity],
  ])('%o is at %d ms %d for %d us', (signal, nowMs, level, leftUs) => {
    expect(phaseOf(signal, nowMs)).toEqual({ level, leftUs });
  });

  it('gives pins with the same frequency the same timer, and its timers back', () => {
    const ledc = new Ledc();
    const connect = (pin: number, frequencyHz: number): Held => {
      const channel = ledc.findChannel(pin, frequencyHz, false);
      const held = channel ? ledc.connect(channel, pin, frequencyHz, false) : 'channels';
      if (typeof held === 'string') throw new Error(`out of ${held}`);
      return held;
    };
    const [a, b] = [connect(2, 5000), connect(4, 5000)];
    expect(a.timer).toBe(b.timer);
    const others = [0, 12, 13, 14, 15, 16, 17].map((pin, i) => connect(pin, 100 + i));
    expect(new Set([a, ...others].map(({ timer }) => timer)).size).toBe(8);
    expect(() => connect(18, 99)).toThrow('out of channels');
    ledc.release(a.channel);
    expect(() => connect(18, 99)).toThrow('out of channels');
    ledc.release(b.channel);
    expect(actualFrequencyHz(connect(18, 99).timer)).toBe(99);
  });
});
