/**
 * `machine.Timer` of an ESP32, as MicroPython's ports/esp32/machine_timer.c has it: four hardware timers and any number of
 * virtual ones, whose clocks all run on the I/O thread. A callback is queued when its timer falls due; an exception in it is
 * printed, and the timer goes on. What `print` shows has the two modes the wrong way round, as on the board.
 */
import { TIMER_COUNT } from '../../syscall';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { parseArguments } from './keywordArguments';

const HARDWARE_TIMERS = 4;
/** How many times a second the clocks count: the hardware's 80 MHz are divided by 8. */
const HARDWARE_HZ = 10_000_000n;
const VIRTUAL_HZ = 1_000_000n;
const DEFAULT_TICK_HZ = 1000;
/** The error that a timer more than there is memory for would be. */
const ENOMEM = 12;
const Offset = { callback: 4, key: 8 } as const;
const OBJECT_BYTES = 16;
const US_PER_MS = 1000;

interface TimerState {
  readonly id: number;
  readonly object: Ref;
  /** In counts of its clock. */
  period: bigint;
  repeats: boolean;
  isInitialised: boolean;
  /** What it is on the I/O thread while it runs, and where its object is held meanwhile. */
  running: { readonly timer: number; readonly place: number | undefined } | undefined;
  /** When its count was 0, on the clock of `performance.now()`. */
  startedMs: number;
  /** What its count stands at; undefined while it counts. */
  countMs: number | undefined;
}

export function timerType(vm: Vm): Ref {
  return new Timers(vm).type;
}

class Timers {
  readonly type: Ref;
  private readonly timers = new Map<number, TimerState>();
  private readonly hardware = new Map<number, TimerState>();
  private readonly running = new Map<number, TimerState>();
  private lastKey = 0;

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    this.type = natives.type({
      name: 'Timer',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => describe(this.state(self)),
      members: {
        __del__: natives.function(1, 1, (self) => this.forget(self)),
        deinit: natives.function(1, 1, (self) => this.deinit(this.state(self))),
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.state(self), args, keywords)),
        value: natives.function(1, 1, (self) => objects.int(Math.floor(countMs(this.state(self))))),
        ONE_SHOT: objects.int(0),
        PERIODIC: objects.int(1),
      },
    });
    vm.scheduler.onTimersDue((due) => {
      for (const timer of due) this.fire(timer);
    });
  }

  private make(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, objects } = this.vm;
    const [id, ...settings] = args;
    const number = id === undefined ? -1 : convert.int(id);
    if (number >= HARDWARE_TIMERS) {
      return errors.value(`Timer(${number}) doesn't exist, there are only ${HARDWARE_TIMERS} hardware timers`);
    }
    const timer = this.hardware.get(number) ?? this.create(number);
    objects.keep(timer.object);
    if (settings.length > 0 || keywords.size > 0) this.init(timer, settings, keywords);
    return timer.object;
  }

  private create(id: number): TimerState {
    const { image, objects, references } = this.vm;
    const object = objects.keep(objects.allocate(OBJECT_BYTES, this.type, true));
    const key = ++this.lastKey;
    image.setWord(object + Offset.callback, NONE);
    image.setWord(object + Offset.key, key);
    const rest = { period: 0n, repeats: false, isInitialised: false, running: undefined, startedMs: 0, countMs: 0 };
    const timer: TimerState = { id, object, ...rest };
    this.timers.set(key, timer);
    if (id >= 0) {
      references.add(object);
      this.hardware.set(id, timer);
    }
    return timer;
  }

  private init(timer: TimerState, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, image } = this.vm;
    if (timer.isInitialised) this.deinit(timer);
    const parameters = { positional: [], keywordOnly: ['mode', 'callback', 'period', 'tick_hz', 'freq', 'hard'] } as const;
    const { mode, callback = NONE, period, tick_hz, freq = NONE, hard } = parseArguments(errors, parameters, args, keywords);
    const [repeats, ticks, tickHz] = [mode, period, tick_hz].map((ref) => (ref === undefined ? undefined : convert.int(ref)));
    if (hard !== undefined && convert.bool(hard)) return errors.value('hard Timers are not implemented');
    timer.period = freq === NONE ? this.periodOf(timer, ticks ?? -1, tickHz ?? DEFAULT_TICK_HZ) : this.periodAt(timer, convert.float(freq));
    timer.repeats = repeats !== 0;
    timer.isInitialised = true;
    image.setWord(timer.object + Offset.callback, callback);
    if (timer.period === 0n) return errors.value('Timer period is too short for this timer');
    this.start(timer);
    return NONE;
  }

  /** A period without end is -1 ticks, which the board counts in 64 bits without a sign. */
  private periodOf(timer: TimerState, ticks: number, tickHz: number): bigint {
    if (tickHz === 0) return this.vm.errors.withText('ZeroDivisionError', 'divide by zero');
    const counts = BigInt.asUintN(64, BigInt.asUintN(64, BigInt(ticks)) * clockHz(timer));
    return counts / BigInt.asUintN(64, BigInt(tickHz));
  }

  private periodAt(timer: TimerState, frequencyHz: number): bigint {
    const counts = Number(clockHz(timer)) / frequencyHz;
    return counts >= 0 && counts < 2 ** 64 ? BigInt(Math.trunc(counts)) : BigInt.asUintN(64, -1n);
  }

  private start(timer: TimerState): void {
    const { io, references, errors } = this.vm;
    const number = timer.id >= 0 ? timer.id : this.freeTimer();
    if (number === undefined) return void errors.os(ENOMEM);
    // What runs is not collected, even if the script has let go of it.
    timer.running = { timer: number, place: timer.id >= 0 ? undefined : references.add(timer.object) };
    this.running.set(number, timer);
    timer.startedMs = performance.now();
    timer.countMs = undefined;
    io.post({ op: 'timer/start', timer: number, periodMs: periodMs(timer), repeat: timer.repeats });
  }

  private freeTimer(): number | undefined {
    for (let number = HARDWARE_TIMERS; number < TIMER_COUNT; number++) if (!this.running.has(number)) return number;
    return undefined;
  }

  private stop(timer: TimerState): void {
    const { running } = timer;
    if (!running) return;
    this.vm.io.post({ op: 'timer/stop', timer: running.timer });
    // A tick that is on its way must not reach what runs under that number next.
    this.vm.io.call<'settle'>({ op: 'settle' });
    this.vm.board.clearTimerDue(running.timer);
    this.end(timer);
  }

  private end(timer: TimerState): void {
    const { running } = timer;
    if (!running) return;
    timer.running = undefined;
    this.running.delete(running.timer);
    if (running.place !== undefined) this.vm.references.take(running.place);
  }

  private deinit(timer: TimerState): Ref {
    const stoppedAtMs = countMs(timer);
    this.stop(timer);
    timer.countMs = timer.id >= 0 ? stoppedAtMs : 0;
    timer.period = 0n;
    timer.repeats = false;
    timer.isInitialised = false;
    this.vm.image.setWord(timer.object + Offset.callback, NONE);
    return NONE;
  }

  /** The collector has found that nobody holds a virtual timer, which therefore does not run. */
  private forget(self: Ref): Ref {
    const timer = this.state(self);
    this.deinit(timer);
    this.timers.delete(this.vm.image.word(self + Offset.key));
    return NONE;
  }

  private fire(number: number): void {
    const { image, callbacks } = this.vm;
    const timer = this.running.get(number);
    if (!timer) return;
    callbacks.add(image.word(timer.object + Offset.callback), timer.object);
    // A hardware timer counts on after its one shot, a virtual one stands still.
    if (timer.id < 0 && !timer.repeats) timer.countMs = countMs(timer);
    if (!timer.repeats) this.end(timer);
    else if (timer.id < 0) timer.startedMs = performance.now();
  }

  private state(self: Ref): TimerState {
    const timer = this.timers.get(this.vm.image.word(self + Offset.key));
    if (!timer) throw new Error('A timer object has lost its timer.');
    return timer;
  }
}

function clockHz({ id }: TimerState): bigint {
  return id >= 0 ? HARDWARE_HZ : VIRTUAL_HZ;
}

function periodMs(timer: TimerState): number {
  return (Number(timer.period) * US_PER_MS) / Number(clockHz(timer));
}

function countMs(timer: TimerState): number {
  if (timer.countMs !== undefined) return timer.countMs;
  const countedMs = performance.now() - timer.startedMs;
  return timer.id >= 0 && timer.repeats ? countedMs % periodMs(timer) : countedMs;
}

function describe(timer: TimerState): string {
  const periodInMs = BigInt.asUintN(32, timer.period / (clockHz(timer) / 1000n));
  return `Timer(${timer.id}, mode=${timer.repeats ? 'ONE_SHOT' : 'PERIODIC'}, period=${periodInMs})`;
}
