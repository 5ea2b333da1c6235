/**
 * `machine.Timer` of an ESP32: four hardware timers whose clocks run on the I/O thread. A callback is queued in the VM's
 * scheduler when its timer has fallen due; an exception in it is printed, and the timer goes on.
 */
import { NONE, NULL, type Ref } from '../objects';
import type { Vm } from '../vm';
import { parseArguments } from './keywordArguments';

const TimerMode = { oneShot: 0, periodic: 1 } as const;
const TIMER_COUNT = 4;
const OBJECT_BYTES = 8;
const DEFAULT_PERIOD = 0xffffffff;
const DEFAULT_TICK_HZ = 1000;

interface TimerState {
  readonly id: number;
  readonly object: Ref;
  /** Address of a word that the collector scans; it holds the callback. */
  readonly callbackSlot: number;
  mode: number;
  periodMs: number;
  /** When the running period began, undefined if the timer does not run. */
  startedMs: number | undefined;
}

export function timerType(vm: Vm): Ref {
  return new Timers(vm).type;
}

class Timers {
  readonly type: Ref;
  private readonly timers = new Map<number, TimerState>();

  constructor(private readonly vm: Vm) {
    const { natives, objects } = vm;
    this.type = natives.type({
      name: 'Timer',
      make: (_type, args, keywords) => this.make(args, keywords),
      print: (self) => this.describe(this.state(self)),
      members: {
        init: natives.keywordFunction(1, 0xffff, ([self = NONE, ...args], keywords) => this.init(this.state(self), args, keywords)),
        deinit: natives.function(1, 1, (self) => this.stop(this.state(self))),
        value: natives.function(1, 1, (self) => this.value(this.state(self))),
        ONE_SHOT: objects.int(TimerMode.oneShot),
        PERIODIC: objects.int(TimerMode.periodic),
      },
    });
    vm.scheduler.onTimersDue((due) => this.queueCallbacks(due));
  }

  private make(args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors } = this.vm;
    const [id] = args;
    if (id === undefined) return errors.type('function missing 1 required positional arguments');
    const timer = this.timer(convert.int(id));
    if (args.length > 1 || keywords.size > 0) this.init(timer, args.slice(1), keywords);
    return timer.object;
  }

  private timer(id: number): TimerState {
    if (id < 0 || id >= TIMER_COUNT) return this.vm.errors.value('invalid Timer number');
    let timer = this.timers.get(id);
    if (!timer) {
      const { image, objects } = this.vm;
      const object = image.exports.malloc(OBJECT_BYTES);
      image.setWord(object, this.type);
      image.setWord(object + 4, id);
      timer = { id, object, callbackSlot: objects.roots.permanentSlot(), mode: TimerMode.periodic, periodMs: 0, startedMs: undefined };
      this.timers.set(id, timer);
    }
    return timer;
  }

  private init(timer: TimerState, args: readonly Ref[], keywords: ReadonlyMap<string, Ref>): Ref {
    const { convert, errors, image, io } = this.vm;
    const parameters = { positional: [], keywordOnly: ['mode', 'callback', 'period', 'tick_hz', 'freq', 'hard'] } as const;
    const { mode, callback, period, tick_hz, freq, hard } = parseArguments(errors, parameters, args, keywords);
    if (hard !== undefined && convert.bool(hard)) return errors.value('hard Timers are not implemented');
    const tickHz = tick_hz === undefined ? DEFAULT_TICK_HZ : convert.int(tick_hz);
    const ticks = period === undefined ? DEFAULT_PERIOD : convert.int(period);
    this.stop(timer);
    timer.mode = mode === undefined ? TimerMode.periodic : convert.int(mode);
    timer.periodMs = freq === undefined || freq === NONE ? (ticks * 1000) / tickHz : 1000 / convert.float(freq);
    image.setWord(timer.callbackSlot, callback === NONE ? NULL : (callback ?? NULL));
    timer.startedMs = performance.now();
    io.post({ op: 'timer/start', timer: timer.id, periodMs: timer.periodMs, repeat: timer.mode === TimerMode.periodic });
    return NONE;
  }

  private stop(timer: TimerState): Ref {
    if (timer.startedMs !== undefined) {
      this.vm.io.post({ op: 'timer/stop', timer: timer.id });
      // A due callback of the stopped timer must not reach the callback that replaces it.
      this.vm.io.call<'settle'>({ op: 'settle' });
      this.vm.board.clearTimerDue(timer.id);
    }
    timer.startedMs = undefined;
    this.vm.image.setWord(timer.callbackSlot, NULL);
    return NONE;
  }

  private value(timer: TimerState): Ref {
    if (timer.startedMs === undefined) return this.vm.errors.value('timer not set');
    return this.vm.objects.int(Math.floor((performance.now() - timer.startedMs) % timer.periodMs));
  }

  private queueCallbacks(due: number): number {
    const { image } = this.vm;
    let left = 0;
    for (const timer of this.timers.values()) {
      const callback = image.word(timer.callbackSlot);
      if ((due & (1 << timer.id)) === 0 || callback === NULL) continue;
      if (image.exports.mp_sched_schedule(callback, timer.object) === 0) left |= 1 << timer.id;
      else if (timer.mode === TimerMode.oneShot) timer.startedMs = undefined;
    }
    return left;
  }

  private describe({ id, mode, periodMs }: TimerState): string {
    return `Timer(${id}, mode=${mode === TimerMode.periodic ? 'PERIODIC' : 'ONE_SHOT'}, period=${Math.round(periodMs)})`;
  }

  private state(self: Ref): TimerState {
    return this.timer(this.vm.image.word(self + 4));
  }
}
