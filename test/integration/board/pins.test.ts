/** The pins of a board that stays on: what outlives its resets, and what its surroundings are told. */
import { afterAll, describe, expect, it, type TestContext } from 'vitest';
import type { PinWiring, RunEvent } from '../../../shared/src';
import { SimulatedBoard } from '../../../simulator/src';
import { DIST } from '../../support/distFolders';
import { SerialConsole } from '../../support/serialConsole';

const simulator = new SimulatedBoard({ distFolder: DIST });
afterAll(() => simulator.dispose());

const PROMPT = '>>> ';

async function switchedOn({ onTestFinished }: TestContext, wiring: readonly PinWiring[] = []): Promise<SerialConsole> {
  const line = await SerialConsole.open(simulator, { wiring });
  onTestFinished(() => line.board.dispose());
  await line.board.boot();
  await line.until(PROMPT);
  return line;
}

/** What an expression gives at the prompt. */
async function valueOf(line: SerialConsole, expression: string): Promise<string> {
  const text = await line.exchange(`${expression}\r`, `\n${PROMPT}`);
  return text.split('\r\n').slice(1, -1).join('\n');
}

const pinEvents = (events: readonly RunEvent[], pin: number) =>
  events.flatMap((event) => {
    if (event.kind !== 'pin' || event.pin !== pin) return [];
    const { kind: _kind, timeMs: _timeMs, pin: _pin, ...state } = event;
    return [state];
  });

describe.concurrent('pins', () => {
  it('keep their levels over a soft reset, which ends interrupts and PWM', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'from machine import Pin, PWM');
    await valueOf(line, 'seen = []; irq = Pin(18, Pin.OUT, value=1).irq(seen.append); pwm = PWM(Pin(19), invert=True)');
    await valueOf(line, 'Pin(18).off(); Pin(18).on()');
    expect(await valueOf(line, 'seen')).toBe('[Pin(18, mode=Pin.OUT), Pin(18, mode=Pin.OUT)]');
    await line.exchange('\x04', PROMPT);
    await valueOf(line, 'from machine import Pin, PWM');
    expect(await valueOf(line, '(Pin(18), Pin(18).value(), Pin(19).value())')).toBe('(Pin(18, mode=Pin.OUT), 1, 0)');
    expect(await valueOf(line, 'Pin(18).off(); Pin(18).on(); Pin(18).irq().trigger()')).toBe('3');
    line.board.reset('hard');
    await line.until(PROMPT);
    await valueOf(line, 'from machine import Pin');
    expect(await valueOf(line, '(Pin(18), Pin(18).value())')).toBe('(Pin(18, mode=Pin.IN), 0)');
  });

  it('stay wired when the board resets, and call their handlers at the prompt', async (test) => {
    const line = await switchedOn(test, [{ pin: 34, input: { kind: 'analog', millivolts: 1650 } }]);
    line.board.setPin(0, 0);
    await valueOf(line, 'from machine import ADC, Pin');
    expect(await valueOf(line, '(Pin(0).value(), ADC(34).read_uv())')).toBe('(0, 1650000)');
    line.board.reset('hard');
    await line.until(PROMPT);
    await valueOf(line, 'from machine import ADC, Pin');
    expect(await valueOf(line, '(Pin(0).value(), ADC(34).read_uv())')).toBe('(0, 1650000)');
    await valueOf(line, 'irq = Pin(0, Pin.IN, Pin.PULL_UP).irq(lambda pin: print("now", pin.value()))');
    line.board.setPin(0, undefined);
    expect(await line.until('\n')).toBe('now 1\r\n');
    line.board.setPin(0, 0);
    expect(await line.until('\n')).toBe('now 0\r\n');
  });

  it('tell what they are used as, and their levels', async (test) => {
    const line = await switchedOn(test);
    await valueOf(line, 'from machine import ADC, DAC, Pin, PWM, TouchPad');
    await valueOf(line, 'led = Pin(18, Pin.OUT); led.on(); led.on(); led.init(Pin.OPEN_DRAIN, Pin.PULL_UP)');
    await valueOf(line, 'button = Pin(0, Pin.IN, Pin.PULL_DOWN)');
    line.board.setPin(0, 1);
    expect(await valueOf(line, 'button()')).toBe('1');
    await valueOf(line, 'pwm = PWM(Pin(19), freq=100, duty_u16=16384); pwm.duty_u16(0); pwm.deinit()');
    await valueOf(line, 'ADC(34), TouchPad(4), DAC(Pin(25)).write(255)');
    line.board.setPin(21, 1);
    // What it was told before is there when the answer to this is.
    await valueOf(line, '1');
    await line.exchange('\x04', PROMPT);
    expect(pinEvents(line.events, 18)).toEqual([
      { mode: 'out', level: 0 },
      { mode: 'out', level: 1 },
      { mode: 'openDrain', level: 0 },
      { mode: 'openDrain', level: 1, pull: 'up' },
    ]);
    expect(pinEvents(line.events, 0)).toEqual([
      { mode: 'in', level: 1, pull: 'up' },
      { mode: 'in', level: 0, pull: 'down' },
      { mode: 'in', level: 1, pull: 'down' },
    ]);
    expect(pinEvents(line.events, 19)).toEqual([
      { mode: 'pwm', level: 1, pwm: { frequencyHz: 100, duty: 16384 } },
      { mode: 'pwm', level: 0, pwm: { frequencyHz: 100, duty: 0 } },
      { mode: 'out', level: 0 },
    ]);
    expect(pinEvents(line.events, 34)).toEqual([{ mode: 'adc', level: 0 }]);
    expect(pinEvents(line.events, 4)).toEqual([{ mode: 'touch', level: 0, pull: 'down' }]);
    expect(pinEvents(line.events, 25)).toEqual([
      { mode: 'dac', level: 0, millivolts: 0 },
      { mode: 'dac', level: 0, millivolts: 3300 },
    ]);
    expect(pinEvents(line.events, 21)).toEqual([]);
  });
});
