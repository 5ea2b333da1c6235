/**
 * Functions that make and measure pulses on a pin: `machine.bitstream`, which drives strips of LEDs and is told to whoever
 * watches the board, `machine.dht_readinto`, and the `_onewire` module. No sensor is on a pin, and a line that is not driven
 * is pulled up: so a DHT sensor does not answer in time, and no device tells that it is on a 1-Wire bus.
 */
import { Errno } from '../../../../shared/src';
import { FrameKind } from '../../syscall';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { pinNumber } from './pinNumber';

const HIGH_LOW = 0;
const DHT_BYTES = 5;
/** The start signal of a DHT sensor: the line rests, then is held low. */
const DHT_START_MS = 250 + 18;

/** What `machine` has of it. */
export function pulseMembers(vm: Vm): Readonly<Record<string, Ref>> {
  const { natives, convert, errors, scheduler, outbox } = vm;
  return {
    bitstream: natives.function(4, 4, (pin, encoding, timing, data) => {
      const number = pinNumber(vm, pin);
      const kind = convert.int(encoding);
      const bytes = convert.buffer(data);
      if (kind !== HIGH_LOW) return errors.value('encoding');
      const times = convert.sequence(timing);
      if (times.length !== 4) return errors.value(`requested length 4 but object has length ${times.length}`);
      for (const time of times) convert.int(time);
      outbox.write(FrameKind.bitstream, number, bytes.slice());
      return NONE;
    }),
    dht_readinto: natives.function(2, 2, (pin, buffer) => {
      pinNumber(vm, pin);
      if (convert.writableBuffer(buffer).length < DHT_BYTES) return errors.value('buffer too small');
      scheduler.waitUntil(() => false, performance.now() + DHT_START_MS);
      return errors.os(Errno.ETIMEDOUT);
    }),
  };
}

export function oneWireModule(vm: Vm): Ref {
  const { natives, objects, convert } = vm;
  /** The level of the line when nobody of the bus drives it: a pull-up's, unless something holds it. */
  const released = (pin: Ref): 0 | 1 => vm.chip.gpio.pad(pinNumber(vm, pin)).wired ?? 1;
  const write = natives.function(2, 2, (pin, value) => {
    pinNumber(vm, pin);
    convert.int(value);
    return NONE;
  });
  return natives.module('_onewire', {
    // Whether a device is there.
    reset: natives.function(1, 1, (pin) => objects.bool(released(pin) === 0)),
    readbit: natives.function(1, 1, (pin) => objects.int(released(pin))),
    readbyte: natives.function(1, 1, (pin) => objects.int(released(pin) * 0xff)),
    writebit: write,
    writebyte: write,
    crc8: natives.function(1, 1, (data) => objects.int(crcOf(convert.buffer(data)))),
  });
}

/** The check of a 1-Wire device: x^8 + x^5 + x^4 + 1, lowest bit first. */
function crcOf(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0x8c;
  }
  return crc;
}
