/**
 * `machine.I2S`: two ports for sound. What is played takes as long as it sounds, and is heard nowhere; what is recorded is
 * silence. With a callback a transfer still waits until there is room, and the callback comes right after it. Settings and
 * errors are those of MicroPython's extmod/machine_i2s.c.
 */
import { Errno } from '../../../../shared/src';
import { parseArguments } from '../modules/keywordArguments';
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { pinNumber } from './pinNumber';

const StreamRequest = { poll: 3 } as const;
const Poll = { read: 1, write: 4 } as const;
const Direction = { receive: 1, transmit: 2 } as const;
const Format = { mono: 0, stereo: 1 } as const;
const PORTS = 2;
const SETTINGS = ['sck', 'ws', 'sd', 'mode', 'bits', 'format', 'rate', 'ibuf'] as const;
const OBJECT_BYTES = 8;

type Settings = Record<(typeof SETTINGS)[number], number>;

interface Port {
  readonly object: Ref;
  /** Address of a word that the collector scans; it holds the callback. */
  readonly callbackSlot: number;
  settings: Settings;
  /** Until when it plays what it has, or when it will have recorded what was asked of it. */
  busyUntilMs: number;
}

export function soundType(vm: Vm): Ref {
  const { natives, objects, convert, errors, image, scheduler } = vm;
  const ports = new Map<number, Port>();
  const port = (self: Ref): Port => ports.get(image.word(self + 4)) as Port;
  const method = (name: string): Ref => objects.typeMember(objects.moduleMember(objects.importModule('io'), 'BytesIO'), name);

  const settings = (args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Settings => {
    const given = parseArguments(errors, { positional: [], keywordOnly: SETTINGS }, args, keywords);
    const missing = SETTINGS.find((name) => given[name] === undefined);
    if (missing !== undefined) return errors.type(`'${missing}' argument required`);
    const value = (name: (typeof SETTINGS)[number]): number =>
      name === 'sck' || name === 'ws' || name === 'sd' ? pinNumber(vm, given[name] ?? NONE) : convert.int(given[name] ?? NONE);
    const all = Object.fromEntries(SETTINGS.map((name) => [name, value(name)])) as Settings;
    if (all.mode !== Direction.receive && all.mode !== Direction.transmit) return errors.value('invalid mode');
    if (all.bits !== 16 && all.bits !== 32) return errors.value('invalid bits');
    return all.format === Format.mono || all.format === Format.stereo ? all : errors.value('invalid format');
  };
  /** Waits until a transfer of that many bytes is done, or has its place in the buffer. */
  const transfer = (self: Ref, sizeBytes: number): number => {
    const used = port(self);
    const { rate, mode, ibuf } = used.settings;
    const byteMs = 1000 / (rate * sampleBytes(used.settings));
    used.busyUntilMs = Math.max(used.busyUntilMs, performance.now()) + sizeBytes * byteMs;
    scheduler.waitUntil(() => false, used.busyUntilMs - (mode === Direction.transmit ? ibuf * byteMs : 0));
    const callback = image.word(used.callbackSlot);
    if (callback !== NULL) vm.callbacks.add(callback, self);
    return sizeBytes;
  };

  const deinit = natives.function(1, 1, (self) => {
    port(self).busyUntilMs = 0;
    return NONE;
  });
  const type: Ref = natives.type({
    name: 'I2S',
    make: (_type, [id, ...args], keywords) => {
      if (id === undefined) return errors.type('function missing 1 required positional arguments');
      const number = convert.int(id);
      if (number < 0 || number >= PORTS) return errors.value('invalid id');
      const wanted = settings(args, keywords);
      const known = ports.get(number);
      const object = known?.object ?? image.exports.malloc(OBJECT_BYTES);
      const callbackSlot = known?.callbackSlot ?? objects.roots.permanentSlot();
      image.setWord(object, type);
      image.setWord(object + 4, number);
      image.setWord(callbackSlot, NULL);
      ports.set(number, { object, callbackSlot, settings: wanted, busyUntilMs: 0 });
      return object;
    },
    print: (self) => {
      const { sck, ws, sd, mode, bits, format, rate, ibuf } = port(self).settings;
      const lines = [`sck=${sck}`, `ws=${ws}`, `sd=${sd}`, `mode=${mode}`, `bits=${bits}, format=${format}`, `rate=${rate}, ibuf=${ibuf})`];
      return [`I2S(id=${image.word(self + 4)}`, ...lines].join(',\n');
    },
    stream: {
      read: (self, address, size) => {
        if (port(self).settings.mode !== Direction.receive) return -Errno.EPERM;
        if (size % sampleBytes(port(self).settings) !== 0) return -Errno.EINVAL;
        image.u8.fill(0, address, address + size);
        return size === 0 ? 0 : transfer(self, size);
      },
      write: (self, _address, size) => {
        if (port(self).settings.mode !== Direction.transmit) return -Errno.EPERM;
        return size === 0 ? 0 : transfer(self, size);
      },
      control: (self, request, argument) => {
        if (request !== StreamRequest.poll) return -Errno.EINVAL;
        const own = port(self).settings.mode === Direction.receive ? Poll.read : Poll.write;
        return (argument & ~own & (Poll.read | Poll.write)) === 0 ? argument & own : -Errno.EPERM;
      },
    },
    members: {
      init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => {
        Object.assign(port(self), { settings: settings(args, keywords), busyUntilMs: 0 });
        image.setWord(port(self).callbackSlot, NULL);
        return NONE;
      }),
      deinit,
      __del__: deinit,
      irq: natives.function(2, 2, (self, handler) => {
        if (handler !== NONE && !objects.isCallable(handler)) return errors.value('invalid callback');
        image.setWord(port(self).callbackSlot, handler === NONE ? NULL : handler);
        return NONE;
      }),
      readinto: method('readinto'),
      write: method('write'),
      shift: natives.staticMethod(
        natives.keywordFunction(0, 0xffff, (args, keywords) => {
          const given = parseArguments(errors, { positional: [], keywordOnly: ['buf', 'bits', 'shift'] }, args, keywords);
          const missing = (['buf', 'bits', 'shift'] as const).find((name) => given[name] === undefined);
          if (missing !== undefined) return errors.type(`'${missing}' argument required`);
          const bits = convert.int(given.bits ?? NONE);
          const by = convert.int(given.shift ?? NONE);
          const bytes = convert.writableBuffer(given.buf ?? NONE);
          return bits === 16 || bits === 32 ? shiftSamples(bytes, bits, by) : errors.value('invalid bits');
        }),
      ),
      RX: objects.int(Direction.receive),
      TX: objects.int(Direction.transmit),
      MONO: objects.int(Format.mono),
      STEREO: objects.int(Format.stereo),
    },
  });
  return type;
}

function sampleBytes({ bits, format }: Settings): number {
  return (bits / 8) * (format === Format.stereo ? 2 : 1);
}

/** Makes samples louder or quieter by steps of 6 dB. */
function shiftSamples(bytes: Uint8Array, bits: 16 | 32, by: number): Ref {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const shifted = (sample: number): number => (by >= 0 ? sample << by : sample >> -by);
  for (let at = 0; at + bits / 8 <= bytes.length; at += bits / 8) {
    if (bits === 16) view.setInt16(at, shifted(view.getInt16(at, true)), true);
    else view.setInt32(at, shifted(view.getInt32(at, true)), true);
  }
  return NONE;
}
