/**
 * `machine.DAC` and `machine.TouchPad` of an ESP32. A DAC's channel is never given back by MicroPython, so that the second
 * object for a pin is refused until a hard reset. An untouched pad reads a value of the usual size, always the same.
 */
import { UNTOUCHED_READING } from '../../syscall';
import { SUPPLY_MILLIVOLTS } from '../gpio/gpio';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from '../peripherals/espErrors';
import { wakeSourcesOf } from '../peripherals/wakeSources';
import { checkArgumentCount } from './keywordArguments';
import type { Pins } from './pin';

const DAC_PINS: readonly number[] = [25, 26];
const DAC_STEPS = 255;
const TOUCH_PINS: readonly number[] = [4, 0, 2, 15, 13, 12, 14, 27, 33, 32];
const THRESHOLD_MASK = 0xffff;
const OBJECT_BYTES = 8;

export function dacType(vm: Vm, pins: Pins): Ref {
  const { natives, image, convert, errors } = vm;
  const usedPins = vm.chip.state('dac', () => new Set<number>());
  const pinOf = (self: Ref): number => image.word(self + 4);
  const output = (pin: number, value: number): void =>
    pins.gpio.change(pin, () => ({
      use: 'dac',
      pwm: undefined,
      direction: 0,
      millivolts: Math.round((value * SUPPLY_MILLIVOLTS) / DAC_STEPS),
    }));
  const type: Ref = natives.type({
    name: 'DAC',
    make: (_type, args, keywords) => {
      const pin = onlyPin(vm, pins, args, keywords);
      if (!DAC_PINS.includes(pin)) return errors.value('invalid Pin for DAC');
      if (usedPins.has(pin)) return raiseEspError(vm, 'ESP_ERR_INVALID_STATE');
      usedPins.add(pin);
      output(pin, 0);
      return newObject(vm, type, pin);
    },
    print: (self) => `DAC(Pin(${pinOf(self)}))`,
    members: {
      write: natives.function(2, 2, (self, value) => {
        const wanted = convert.int(value);
        if (wanted < 0 || wanted > DAC_STEPS) return errors.value('value out of range');
        output(pinOf(self), wanted);
        return NONE;
      }),
    },
  });
  return type;
}

export function touchPadType(vm: Vm, pins: Pins): Ref {
  const { natives, image, objects, convert, errors } = vm;
  const all = new Map<number, Ref>();
  const { touchThresholds } = wakeSourcesOf(vm);
  const type: Ref = natives.type({
    name: 'TouchPad',
    make: (_type, args, keywords) => {
      const pin = onlyPin(vm, pins, args, keywords);
      if (!TOUCH_PINS.includes(pin)) return errors.value('invalid pin for touchpad');
      touchThresholds.set(pin, 0);
      pins.gpio.change(pin, () => ({ use: 'touch', pwm: undefined, direction: 0 }));
      const object = all.get(pin) ?? newObject(vm, type, pin);
      all.set(pin, object);
      return object;
    },
    members: {
      config: natives.function(2, 2, (self, threshold) => {
        touchThresholds.set(image.word(self + 4), convert.int(threshold) & THRESHOLD_MASK);
        return NONE;
      }),
      read: natives.function(1, 1, (self) => objects.int(pins.gpio.touch(image.word(self + 4)) ?? UNTOUCHED_READING)),
    },
  });
  return type;
}

function onlyPin(vm: Vm, pins: Pins, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): number {
  checkArgumentCount(vm.errors, args, keywords, { min: 1, max: 1, takesKeywords: true });
  return pins.number(args[0] ?? NONE);
}

/** One of an object's type for each pin, outside the heap. */
function newObject({ image }: Vm, type: Ref, pin: number): Ref {
  const object = image.exports.malloc(OBJECT_BYTES);
  image.setWord(object, type);
  image.setWord(object + 4, pin);
  return object;
}
