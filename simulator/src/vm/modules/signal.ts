/**
 * `machine.Signal` of an ESP32: a pin, or another signal, whose levels may mean the opposite. Made of a pin object, or of the
 * arguments that a pin is made of, as in MicroPython's extmod/machine_signal.c.
 */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { checkArgumentCount } from './keywordArguments';
import type { Pins } from './pin';

const Offset = { pin: 4, isInverted: 8 } as const;
const OBJECT_BYTES = 16;

export function signalType(vm: Vm, pins: Pins): Ref {
  const { natives, objects, image, convert, errors } = vm;
  const isSignal = (ref: Ref): boolean => objects.isObject(ref, type);

  const read = (ref: Ref): 0 | 1 => {
    if (!isSignal(ref)) return pins.gpio.read(pins.number(ref));
    return read(image.word(ref + Offset.pin)) === image.word(ref + Offset.isInverted) ? 0 : 1;
  };
  const write = (ref: Ref, level: 0 | 1): Ref => {
    if (!isSignal(ref)) pins.gpio.write(pins.number(ref), level);
    else write(image.word(ref + Offset.pin), level === image.word(ref + Offset.isInverted) ? 0 : 1);
    return NONE;
  };
  const value = (self: Ref, level: Ref | undefined): Ref =>
    level === undefined ? objects.int(read(self)) : write(self, convert.bool(level) ? 1 : 0);

  const make = (args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref => {
    const [pin = NONE] = args;
    const { invert, ...settings } = Object.fromEntries(keywords) as Partial<Record<string, Ref>>;
    const isInverted = invert !== undefined && convert.bool(invert);
    if (!pins.isPin(pin) && !isSignal(pin)) {
      // The value is the signal's, so that it is turned round for the pin.
      if (isInverted && settings['value'] !== undefined) settings['value'] = objects.int(convert.bool(settings['value']) ? 0 : 1);
      return newSignal(pins.make(args, new Map(Object.entries(settings) as [string, Ref][])), isInverted);
    }
    if (args.length !== 1 || keywords.size > (invert === undefined ? 0 : 1)) return errors.raise('TypeError');
    return newSignal(pin, isInverted);
  };
  const newSignal = (pin: Ref, isInverted: boolean): Ref => {
    objects.keep(pin);
    const signal = objects.allocate(OBJECT_BYTES, type);
    image.setWord(signal + Offset.pin, pin);
    image.setWord(signal + Offset.isInverted, isInverted ? 1 : 0);
    return signal;
  };

  const type: Ref = natives.type({
    name: 'Signal',
    make: (_type, args, keywords) => make(args, keywords),
    call: (self, args, keywords) => {
      checkArgumentCount(errors, args, keywords, { min: 0, max: 1 });
      return value(self, args[0]);
    },
    members: {
      value: natives.function(1, 2, (self, level?: Ref) => value(self, level)),
      on: natives.function(1, 1, (self) => write(self, 1)),
      off: natives.function(1, 1, (self) => write(self, 0)),
    },
  });
  return type;
}
