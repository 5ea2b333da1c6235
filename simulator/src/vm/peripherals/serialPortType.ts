/**
 * `machine.UART`: three ports. The first is the board's console: what is written to it is shown there, and nothing comes from
 * it, because the prompt reads the console. Settings and errors are those of MicroPython's ports/esp32/machine_uart.c. A write
 * to a port that interrupts returns when the bytes have arrived, so that the handler finds them.
 */
import { boardKind, Errno } from '../../../../shared/src';
import { parseArguments } from '../modules/keywordArguments';
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { raiseEspError } from './espErrors';
import { interruptType } from './interruptObject';
import { pinNumber } from './pinNumber';
import { SerialPort, type SerialSettings } from './serialPort';

const StreamRequest = { flush: 1, poll: 3 } as const;
const Poll = { read: 1, write: 4 } as const;
const Interrupt = { received: 1, receiverIdle: 0x1000, lineBreak: 2 } as const;
const CONSOLE = 0;
/** A transmitter and a receiver. */
type Pins = readonly [number, number];
/** Those of each port, and what they are where the external memory is connected to those of the second. */
const NO_PINS: Pins = [-1, -1];
const DEFAULT_PINS: readonly Pins[] = [NO_PINS, [10, 9], [17, 16]];
const PSRAM_DEFAULT_PINS: readonly Pins[] = [NO_PINS, [5, 4], [17, 16]];
const PARITIES = ['None', '1', '0'];
const INVERSIONS = { INV_TX: 32, INV_RX: 4, INV_RTS: 64, INV_CTS: 8 } as const;
const FLOWS = { RTS: 1, CTS: 2 } as const;
const LINES = ['tx', 'rx', 'rts', 'cts'] as const;
const NUMBERS = ['txbuf', 'rxbuf', 'timeout', 'timeout_char'] as const;
const OBJECT_BYTES = 8;
const CHUNK_BYTES = 256;
/** A break lasts as long as this many bits. */
const BREAK_BITS = 13;
/** A receiver is idle when nothing has come for as long as so many bytes take. */
const IDLE_BYTES = 2;
const MIN_IDLE_MS = 0.5;

interface PortObject {
  readonly port: SerialPort;
  readonly object: Ref;
  readonly irqObject: Ref;
  /** Address of a word that the collector scans; it holds the handler. */
  readonly handlerSlot: number;
  trigger: number;
  flags: number;
}

export function serialPortType(vm: Vm): Ref {
  return new SerialPorts(vm).type;
}

class SerialPorts {
  readonly type: Ref;
  private readonly irqType: Ref;
  private readonly ports = new Map<number, PortObject>();

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    const constants = { ...INVERSIONS, ...FLOWS };
    const triggers = { IRQ_RX: Interrupt.received, IRQ_RXIDLE: Interrupt.receiverIdle, IRQ_BREAK: Interrupt.lineBreak };
    const readline = objects.typeMember(objects.moduleMember(objects.importModule('io'), 'BytesIO'), 'readline');
    this.type = natives.type({
      name: 'UART',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => describe(this.of(self)),
      next: (self) => {
        const line = objects.call(readline, self);
        return line === NONE || vm.convert.buffer(line).length === 0 ? undefined : line;
      },
      stream: {
        read: (self, address, size) => this.read(this.of(self).port, vm.image.bytes(address, size)),
        write: (self, address, size) => this.write(this.of(self).port, vm.image.bytes(address, size)),
        control: (self, request, argument) => this.control(this.of(self).port, request, argument),
      },
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => {
          this.configure(this.of(self).port, args, keywords);
          return NONE;
        }),
        deinit: natives.function(1, 1, (self) => {
          this.close(this.of(self).port);
          return NONE;
        }),
        any: natives.function(1, 1, (self) => objects.int(this.open(self).available)),
        read: natives.function(1, 2, (self, count?: Ref) => this.readBytes(self, count)),
        readinto: natives.function(2, 3, (self, buffer, count?: Ref) => this.readInto(self, buffer, count)),
        readline,
        write: natives.function(2, 4, (self, data, ...range) => this.writeBytes(self, data, range)),
        flush: natives.function(1, 1, (self) => {
          const outcome = this.flush(this.of(self).port);
          return outcome < 0 ? vm.errors.os(-outcome) : NONE;
        }),
        txdone: natives.function(1, 1, (self) => {
          const { port } = this.of(self);
          return objects.bool(port.isOpen && port.lineFreeMs <= performance.now());
        }),
        sendbreak: natives.function(1, 1, (self) => {
          const port = this.open(self);
          vm.scheduler.waitUntil(() => false, Math.max(performance.now(), port.lineFreeMs) + (BREAK_BITS * 1000) / port.settings.baudrate);
          for (const { port: receiver } of this.ports.values()) if (receiver.hears(port)) this.interrupt(receiver, Interrupt.lineBreak);
          return NONE;
        }),
        irq: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.irq(this.of(self), args, keywords)),
        ...Object.fromEntries(Object.entries({ ...constants, ...triggers }).map(([name, value]) => [name, objects.int(value)])),
      },
    });
    this.irqType = interruptType(vm, {
      flags: (self) => this.of(self).flags,
      trigger: (self) => this.of(self).trigger,
      setTrigger: (self, trigger) => {
        this.of(self).trigger = trigger;
      },
      interrupt: (self) => this.callHandler(this.of(self)),
    });
    // A poll that waits for bytes must look when they arrive.
    vm.scheduler.onEachPass(() => {
      const nextMs = Math.min(...[...this.ports.values()].map(({ port }) => port.nextArrivalMs), Infinity);
      return nextMs === Infinity ? Infinity : Math.max(0, nextMs - performance.now());
    });
  }

  private make([id, ...args]: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    if (id === undefined) return errors.type('function missing 1 required positional arguments');
    const number = convert.int(id);
    const pins = this.pinsOf(number);
    if (!pins) return errors.value(`UART(${number}) does not exist`);
    const port = this.ports.get(number)?.port ?? new SerialPort(number, defaultSettings(pins));
    this.configure(port, args, keywords);
    return this.objectOf(port).object;
  }

  private objectOf(port: SerialPort): PortObject {
    const { image, objects } = this.vm;
    let known = this.ports.get(port.id);
    if (!known) {
      const [object, irqObject] = [this.type, this.irqType].map((type) => {
        const address = image.exports.malloc(OBJECT_BYTES);
        image.setWord(address, type);
        image.setWord(address + 4, port.id);
        return address;
      });
      const handlerSlot = objects.roots.permanentSlot();
      known = { port, object: object ?? NULL, irqObject: irqObject ?? NULL, handlerSlot, trigger: 0, flags: 0 };
      this.ports.set(port.id, known);
    }
    return known;
  }

  private of(self: Ref): PortObject {
    return this.ports.get(this.vm.image.word(self + 4)) as PortObject;
  }

  /** The port of an object, which must not have been closed: the driver has gone then. */
  private open(self: Ref): SerialPort {
    const { port } = this.of(self);
    return port.isOpen ? port : raiseEspError(this.vm, 'ESP_FAIL');
  }

  private pinsOf(id: number): Pins | undefined {
    const { psramBytes } = boardKind(this.vm.chip.boardName);
    return (psramBytes > 0 ? PSRAM_DEFAULT_PINS : DEFAULT_PINS)[id];
  }

  private configure(port: SerialPort, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): void {
    const { convert, errors, objects } = this.vm;
    const keywordOnly = [...LINES, ...NUMBERS, 'invert', 'flow'] as const;
    const given = parseArguments(errors, { positional: ['baudrate', 'bits', 'parity', 'stop'], keywordOnly }, args, keywords);
    const number = (ref: Ref | undefined, absent: number): number => (ref === undefined ? absent : convert.int(ref));
    if (!port.isOpen) port.settings = defaultSettings(this.pinsOf(port.id) ?? NO_PINS);
    else this.vm.scheduler.waitUntil(() => false, port.lineFreeMs);
    const settings: SerialSettings = { ...port.settings };
    const isOtherSize = NUMBERS.slice(0, 2).some((name) => number(given[name], -1) >= 0 && number(given[name], -1) !== settings[name]);
    if (port.id === CONSOLE && isOtherSize) errors.value('REPL UART buffer size is fixed');
    const baudrate = number(given.baudrate, 0);
    if (baudrate > 0) settings.baudrate = baudrate;
    for (const line of LINES) {
      const ref = given[line];
      if (ref !== undefined) settings[line] = objects.smallInt(ref) === -1 ? -1 : pinNumber(this.vm, ref);
    }
    const bits = number(given.bits, 0);
    if (bits !== 0 && (bits < 5 || bits > 8)) errors.value('invalid data bits');
    if (bits !== 0) settings.bits = bits;
    if (given.parity !== undefined) settings.parity = given.parity === NONE ? 0 : (convert.int(given.parity) & 1) === 1 ? 1 : 2;
    const stop = number(given.stop, 0);
    if (stop < 0 || stop > 2) errors.value('invalid stop bits');
    if (stop !== 0) settings.stop = stop;
    for (const name of NUMBERS) {
      const value = number(given[name], -1);
      if (value >= 0) settings[name] = value;
    }
    const invert = number(given.invert, settings.invert);
    if ((invert & ~sum(INVERSIONS)) !== 0) errors.value('invalid inversion mask');
    const flow = number(given.flow, settings.flow);
    if ((flow & ~sum(FLOWS)) !== 0) errors.value('invalid flow control mask');
    port.settings = { ...settings, invert, flow };
    port.isOpen = true;
    port.discardInput();
  }

  private close(port: SerialPort): void {
    port.isOpen = false;
    port.discardInput();
  }

  /** One read of the driver: a first byte within the timeout, and more as long as they follow closely. */
  private read(port: SerialPort, target: Uint8Array): number {
    if (target.length === 0) return 0;
    const { timeout, timeout_char } = port.settings;
    const { scheduler } = this.vm;
    scheduler.waitUntil(() => port.available > 0, performance.now() + timeout);
    const first = port.read(target.subarray(0, 1));
    if (first === 0) return -Errno.EAGAIN;
    scheduler.waitUntil(() => port.available >= target.length - 1, performance.now() + timeout_char);
    return first + port.read(target.subarray(1));
  }

  private write(port: SerialPort, bytes: Uint8Array): number {
    if (!port.isOpen) return -Errno.EAGAIN;
    if (port.id === CONSOLE) {
      this.vm.console.writeRaw('stdout', bytes.slice());
      return bytes.length;
    }
    const receivers = [...this.ports.values()];
    port.send(
      bytes,
      receivers.map((receiver) => receiver.port),
    );
    const listeners = receivers.filter((receiver) => this.isInterrupting(receiver) && receiver.port.hears(port));
    this.vm.scheduler.waitUntil(() => false, listeners.length > 0 ? port.lineFreeMs : port.roomMs);
    for (const { port: listener } of listeners) this.interrupt(listener, Interrupt.received);
    const idle = listeners.filter(({ trigger }) => (trigger & Interrupt.receiverIdle) !== 0);
    // The line is idle some time after the last byte, when the handler has seen to that.
    if (idle.length > 0) this.vm.scheduler.waitUntil(() => false, port.lineFreeMs + Math.max(MIN_IDLE_MS, IDLE_BYTES * port.byteMs));
    for (const { port: listener } of idle) this.interrupt(listener, Interrupt.receiverIdle);
    return bytes.length;
  }

  private control(port: SerialPort, request: number, argument: number): number {
    if (request === StreamRequest.flush) return this.flush(port);
    if (request !== StreamRequest.poll) return -Errno.EINVAL;
    return (port.available > 0 ? argument & Poll.read : 0) | (argument & Poll.write);
  }

  /** Waits until everything has left. */
  private flush(port: SerialPort): number {
    if (!port.isOpen) return -Errno.ETIMEDOUT;
    this.vm.scheduler.waitUntil(() => false, port.lineFreeMs);
    return 0;
  }

  /** Without a count: everything that comes. None if nothing does. */
  private readBytes(self: Ref, count: Ref | undefined): Ref {
    const { convert, objects } = this.vm;
    const { port } = this.of(self);
    const wanted = count === undefined || count === NONE ? -1 : convert.int(count);
    const chunks: Uint8Array[] = [];
    for (;;) {
      const chunk = new Uint8Array(wanted < 0 ? CHUNK_BYTES : wanted);
      const outcome = this.read(port, chunk);
      if (outcome < 0) return chunks.length === 0 ? NONE : objects.newBytes(Buffer.concat(chunks));
      chunks.push(chunk.subarray(0, outcome));
      if (wanted >= 0) return objects.newBytes(Buffer.concat(chunks));
    }
  }

  private readInto(self: Ref, buffer: Ref, count: Ref | undefined): Ref {
    const { convert, objects } = this.vm;
    const size = convert.writableBuffer(buffer).length;
    const bytes = new Uint8Array(count === undefined ? size : Math.min(size, Math.max(0, convert.int(count))));
    const outcome = this.read(this.of(self).port, bytes);
    if (outcome < 0) return NONE;
    convert.writableBuffer(buffer).set(bytes.subarray(0, outcome));
    return objects.int(outcome);
  }

  private writeBytes(self: Ref, data: Ref, [first, second]: readonly Ref[]): Ref {
    const { convert, objects } = this.vm;
    const bytes = convert.buffer(data);
    const start = second === undefined ? 0 : Math.min(convert.int(first ?? NONE), bytes.length);
    const length = second ?? first;
    const part = bytes.subarray(start, length === undefined ? bytes.length : start + convert.int(length));
    const outcome = this.write(this.of(self).port, part);
    return outcome < 0 ? NONE : objects.int(outcome);
  }

  private irq(port: PortObject, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, image } = this.vm;
    const given = parseArguments(errors, { positional: ['handler', 'trigger', 'hard'], keywordOnly: [] }, args, keywords);
    if (port.port.id === CONSOLE) return errors.value('REPL UART does not support IRQs');
    if (args.length > 0 || keywords.size > 0) {
      const { handler = NONE } = given;
      if (handler !== NONE && !this.vm.objects.isCallable(handler)) return errors.value('handler must be None or callable');
      const trigger = given.trigger === undefined ? 0 : convert.int(given.trigger);
      const unknown = trigger & ~(Interrupt.received | Interrupt.receiverIdle | Interrupt.lineBreak);
      if (unknown !== 0) return errors.value(`trigger 0x${(unknown >>> 0).toString(16).padStart(4, '0')} unsupported`);
      image.setWord(port.handlerSlot, handler === NONE ? NULL : handler);
      if (given.hard !== undefined && convert.bool(given.hard)) return errors.value('hard IRQ is not supported');
      port.trigger = trigger;
    }
    return port.irqObject;
  }

  private isInterrupting({ handlerSlot, trigger }: PortObject): boolean {
    return this.vm.image.word(handlerSlot) !== NULL && trigger !== 0;
  }

  /** Queues the handler of a port if it is for this event. */
  private interrupt(port: SerialPort, event: number): void {
    const portObject = this.objectOf(port);
    if ((event & portObject.trigger) === 0) return;
    portObject.flags = event;
    this.callHandler(portObject);
  }

  private callHandler({ handlerSlot, object }: PortObject): void {
    const handler = this.vm.image.word(handlerSlot);
    if (handler !== NULL) this.vm.callbacks.add(handler, object);
  }
}

function defaultSettings([tx, rx]: Pins): SerialSettings {
  const frame = { baudrate: 115200, bits: 8, parity: 0, stop: 1 } as const;
  return { ...frame, tx, rx, rts: -1, cts: -1, txbuf: 256, rxbuf: 256, timeout: 0, timeout_char: 0, invert: 0, flow: 0 };
}

function describe({ port: { id, settings }, trigger }: PortObject): string {
  const { baudrate, bits, parity, stop, invert, flow } = settings;
  const frame = `baudrate=${baudrate}, bits=${bits}, parity=${PARITIES[parity]}, stop=${stop}`;
  const rest = [...LINES, ...NUMBERS].map((name) => `${name}=${settings[name]}`).join(', ');
  const inverted = names(INVERSIONS, invert);
  const controlled = names(FLOWS, flow);
  const more = `${inverted === '' ? '' : `, invert=${inverted}`}${controlled === '' ? '' : `, flow=${controlled}`}`;
  return `UART(${id}, ${frame}, ${rest}, irq=${trigger}${more})`;
}

function names(flags: Readonly<Record<string, number>>, mask: number): string {
  return Object.entries(flags)
    .filter(([, bit]) => (mask & bit) !== 0)
    .map(([name]) => name)
    .join('|');
}

function sum(flags: Readonly<Record<string, number>>): number {
  return Object.values(flags).reduce((all, bit) => all | bit, 0);
}
