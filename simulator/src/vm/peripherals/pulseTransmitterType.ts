/**
 * `esp32.RMT`: sends trains of pulses, which last here as long as they do on the chip and go nowhere. Which settings it
 * takes and when it is busy is that of MicroPython's ports/esp32/esp32_rmt.c. The chip has memory for eight channels.
 */
import { Errno } from '../../../../shared/src';
import { parseArguments } from '../modules/keywordArguments';
import { FALSE, NONE, TRUE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from './espErrors';
import { pinNumber } from './pinNumber';

const SOURCE_HZ = 80_000_000;
const DEFAULT_RESOLUTION_HZ = 10_000_000;
const MAX_DIVIDER = 256;
const MIN_SYMBOLS = 64;
/** The memory of the transmitter, in blocks of so many symbols. */
const BLOCKS = 8;
const LONGEST_PULSE = 32767;
const StreamRequest = { poll: 3 } as const;
const Poll = { write: 4 } as const;
const OBJECT_BYTES = 8;

interface Channel {
  /** -1 after `deinit`. */
  pin: number;
  readonly blocks: number;
  readonly resolutionHz: number;
  readonly idleLevel: 0 | 1;
  loops: number;
  /** Until when it sends, on the clock of `performance.now()`. */
  busyUntilMs: number;
}

export function pulseTransmitterType(vm: Vm): Ref {
  const { natives, objects, convert, errors, image } = vm;
  const channels = new Map<number, Channel>();
  let lastKey = 0;
  const bitstreams = vm.chip.state('bitstreams', () => ({ useThis: true }));
  const channel = (self: Ref): Channel => channels.get(image.word(self + 4)) as Channel;
  const usedBlocks = (): number => [...channels.values()].reduce((sum, { pin, blocks }) => sum + (pin < 0 ? 0 : blocks), 0);
  const usable = (self: Ref): Channel => (channel(self).pin < 0 ? errors.osText('already deinitialized') : channel(self));
  const isBusy = ({ busyUntilMs }: Channel): boolean => busyUntilMs > performance.now();

  // A poll that waits for the end of a train must look then.
  vm.scheduler.onEachPass(() => {
    const nowMs = performance.now();
    let nextMs = Infinity;
    for (const { busyUntilMs } of channels.values()) if (busyUntilMs > nowMs) nextMs = Math.min(nextMs, busyUntilMs - nowMs);
    return nextMs;
  });

  return natives.type({
    name: 'RMT',
    make: (type, args, keywords) => {
      const keywordOnly = ['pin', 'resolution_hz', 'clock_div', 'idle_level', 'tx_carrier', 'num_symbols'] as const;
      const given = parseArguments(errors, { positional: ['id'], keywordOnly }, args, keywords);
      if (given.id !== undefined) convert.int(given.id);
      if (given.pin === undefined) return errors.type("'pin' argument required");
      const pin = pinNumber(vm, given.pin);
      const resolutionHz = resolution(vm, given.resolution_hz, given.clock_div);
      const symbols = given.num_symbols === undefined ? MIN_SYMBOLS : convert.int(given.num_symbols);
      if (symbols < MIN_SYMBOLS || symbols % 2 === 1) return errors.value(`num_symbols must be even and at least ${MIN_SYMBOLS}`);
      const blocks = Math.ceil(symbols / MIN_SYMBOLS);
      if (usedBlocks() + blocks > BLOCKS) return raiseEspError(vm, 'ESP_ERR_NOT_FOUND');
      if (resolutionHz > SOURCE_HZ || SOURCE_HZ / resolutionHz > MAX_DIVIDER) return raiseEspError(vm, 'ESP_ERR_INVALID_ARG');
      checkCarrier(vm, given.tx_carrier);
      const idleLevel = given.idle_level !== undefined && convert.bool(given.idle_level) ? 1 : 0;
      const self = objects.allocate(OBJECT_BYTES, type, true);
      channels.set(++lastKey, { pin, blocks, resolutionHz, idleLevel, loops: 0, busyUntilMs: 0 });
      image.setWord(self + 4, lastKey);
      return self;
    },
    print: (self) => {
      const { pin, resolutionHz, idleLevel } = channel(self);
      return pin < 0 ? 'RMT()' : `RMT(pin=${pin}, source_freq=${SOURCE_HZ}, resolution_hz=${resolutionHz}, idle_level=${idleLevel})`;
    },
    stream: {
      control: (self, request, argument) =>
        request !== StreamRequest.poll ? -Errno.EINVAL : isBusy(channel(self)) ? 0 : argument & Poll.write,
    },
    members: {
      __del__: natives.function(1, 1, (self) => {
        channels.delete(image.word(self + 4));
        return NONE;
      }),
      deinit: natives.function(1, 1, (self) => {
        Object.assign(channel(self), { pin: -1, busyUntilMs: 0 });
        return NONE;
      }),
      active: natives.function(1, 2, (self, on?: Ref) => {
        if (on === undefined) return objects.bool(isBusy(channel(self)));
        if (convert.bool(on)) return errors.value('activate by calling write_pulses()');
        channel(self).busyUntilMs = 0;
        return FALSE;
      }),
      clock_div: natives.function(1, 1, (self) => objects.int(Math.floor(SOURCE_HZ / usable(self).resolutionHz))),
      wait_done: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => {
        const { timeout } = parseArguments(errors, { positional: [], keywordOnly: ['timeout'] }, args, keywords);
        const timeoutMs = timeout === undefined ? 0 : convert.int(timeout);
        const { busyUntilMs } = usable(self);
        const deadlineMs = timeoutMs < 0 ? busyUntilMs : Math.min(busyUntilMs, performance.now() + timeoutMs);
        vm.scheduler.waitUntil(() => false, deadlineMs);
        return objects.bool(!isBusy(usable(self)));
      }),
      loop: natives.function(2, 2, (self, on) => setLoops(usable(self), convert.int(on) === 0 ? 0 : -1)),
      loop_count: natives.function(2, 2, (self, count) => {
        const loops = convert.int(count);
        return loops < -1 ? errors.value('arg must be -1, 0 or positive') : setLoops(usable(self), loops);
      }),
      write_pulses: natives.function(2, 3, (self, durations, data?: Ref) => {
        const sender = usable(self);
        // This chip's transmitter repeats a train for ever, or not at all.
        if (sender.loops > 0) return raiseEspError(vm, 'ESP_ERR_NOT_SUPPORTED');
        vm.scheduler.waitUntil(() => false, sender.busyUntilMs === Infinity ? 0 : sender.busyUntilMs);
        const ticks = pulseTicks(vm, durations, data ?? TRUE);
        const once = (ticks * 1000) / sender.resolutionHz;
        sender.busyUntilMs = sender.loops < 0 ? Infinity : performance.now() + once;
        return NONE;
      }),
      source_freq: natives.staticMethod(natives.function(0, 0, () => objects.int(SOURCE_HZ))),
      bitstream_rmt: natives.staticMethod(
        natives.function(0, 1, (on?: Ref) => {
          if (on !== undefined) bitstreams.useThis = convert.bool(on);
          return objects.bool(bitstreams.useThis);
        }),
      ),
      bitstream_channel: natives.staticMethod(
        natives.function(0, 1, (id?: Ref) => {
          if (id !== undefined && id !== NONE && convert.int(id) < 0) return errors.value('invalid channel');
          if (id !== undefined) bitstreams.useThis = id !== NONE;
          return bitstreams.useThis ? objects.int(1) : NONE;
        }),
      ),
      PULSE_MAX: objects.int(LONGEST_PULSE),
    },
  });
}

function setLoops(channel: Channel, loops: number): Ref {
  if (loops === 0 && channel.loops !== 0) channel.busyUntilMs = 0;
  channel.loops = loops;
  return NONE;
}

function resolution({ convert, errors }: Vm, hz: Ref = NONE, divider: Ref = NONE): number {
  if (hz !== NONE && divider !== NONE) return errors.value('resolution_hz and clock_div are mutually exclusive');
  if (hz !== NONE) {
    const given = convert.int(hz);
    return given <= 0 ? errors.value('resolution_hz must be positive') : given;
  }
  if (divider === NONE) return DEFAULT_RESOLUTION_HZ;
  const clockDivider = convert.int(divider);
  return clockDivider < 1 || clockDivider > 255
    ? errors.value('clock_div must be between 1 and 255')
    : Math.floor(SOURCE_HZ / clockDivider);
}

function checkCarrier({ convert, errors }: Vm, carrier: Ref = NONE): void {
  if (carrier === NONE) return;
  const [frequency = NONE, duty = NONE, ...rest] = convert.sequence(carrier);
  if (rest.length !== 1) errors.value(`requested length 3 but object has length ${convert.sequence(carrier).length}`);
  if (convert.int(frequency) === 0) errors.value('tx_carrier frequency must be >0');
  if (convert.int(duty) > 100) errors.value('tx_carrier duty must be 0..100');
}

/** How long a train of pulses is: durations and levels that change, one duration and levels, or both for each pulse. */
function pulseTicks({ convert, errors, objects }: Vm, durations: Ref, data: Ref): number {
  const levels = data === TRUE || data === FALSE || objects.isInteger(data) ? undefined : convert.sequence(data);
  const isOneDuration = levels !== undefined && objects.isInteger(durations);
  const ticks = isOneDuration ? levels.map(() => convert.int(durations)) : convert.sequence(durations).map((ref) => convert.int(ref));
  if (levels && levels.length !== ticks.length) errors.value('duration and data must have same length');
  if (ticks.length === 0) errors.value('No pulses');
  return ticks.reduce((sum, duration) => sum + duration, 0);
}
