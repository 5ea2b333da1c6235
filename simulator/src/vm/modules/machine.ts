/** The `machine` module: what it has, and the few functions that are of no class. */
import type { ResetCause } from '../../../../shared/src';
import { Ledc } from '../gpio/ledc';
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { adcTypes } from './adc';
import { dacType, touchPadType } from './analogOutputs';
import { memoryObjects } from './memory';
import { Pins } from './pin';
import { pulseFunctions } from './pulse';
import { pulseCounterTypes } from './pulseCounters';
import { pwmType } from './pwm';
import { rtcType } from './rtc';
import { RtcMemory } from './rtcMemory';
import { signalType } from './signal';
import { timerType } from './timer';
import { sleepMembers } from '../peripherals/sleepFunctions';
import { i2cTypes } from '../peripherals/i2cTypes';
import { pulseMembers } from '../peripherals/pulses';
import { sdCardType } from '../peripherals/sdCardType';
import { serialPortType } from '../peripherals/serialPortType';
import { soundType } from '../peripherals/soundType';
import { spiTypes } from '../peripherals/spiTypes';
import { watchdogType } from '../peripherals/watchdogType';

const HZ_PER_MHZ = 1_000_000;
const CPU_MHZ = 160;
const CPU_FREQUENCIES_MHZ: readonly number[] = [20, 40, 80, 160, 240];

/** `reset_cause()` */
const RESET_CAUSES: Readonly<Record<ResetCause, number>> = { powerOn: 1, hard: 2, watchdog: 3, deepSleep: 4, soft: 5 };

export function machineModule(vm: Vm): Ref {
  const { natives, objects, convert, errors } = vm;
  const processor = vm.chip.state('processor', () => ({ mhz: CPU_MHZ }));
  const pins = new Pins(vm);
  const rtcMemory = new RtcMemory(vm);
  return natives.module('machine', {
    Pin: pins.type,
    Signal: signalType(vm, pins),
    PWM: pwmType(vm, pins, new Ledc()),
    ...adcTypes(vm, pins),
    DAC: dacType(vm, pins),
    TouchPad: touchPadType(vm, pins),
    ...pulseCounterTypes(vm, pins),
    ...memoryObjects(vm),
    ...pulseFunctions(vm, pins),
    RTC: rtcType(vm, rtcMemory),
    mem_backup: natives.function(0, 1, (region?: Ref) => rtcMemory.regions(region)),
    Timer: timerType(vm),
    freq: natives.function(0, 1, (hz?: Ref) => {
      if (hz === undefined) return objects.int(processor.mhz * HZ_PER_MHZ);
      const mhz = Math.trunc(convert.int(hz) / HZ_PER_MHZ);
      if (!CPU_FREQUENCIES_MHZ.includes(mhz)) return errors.value('frequency must be 20MHz, 40MHz, 80Mhz, 160MHz or 240MHz');
      processor.mhz = mhz;
      return NONE;
    }),
    unique_id: natives.function(0, 0, () => objects.newBytes(vm.chip.mac)),
    reset_cause: natives.function(0, 0, () => objects.int(RESET_CAUSES[vm.chip.resetCause])),
    reset: natives.function(0, 0, () => vm.chip.hardReset('hard')),
    soft_reset: objects.moduleMember(objects.importModule('sys'), 'exit'),
    WDT: watchdogType(vm),
    UART: serialPortType(vm),
    ...i2cTypes(vm),
    ...spiTypes(vm),
    I2S: soundType(vm),
    SDCard: sdCardType(vm),
    ...pulseMembers(vm),
    ...sleepMembers(vm),
    PWRON_RESET: objects.int(RESET_CAUSES.powerOn),
    HARD_RESET: objects.int(RESET_CAUSES.hard),
    WDT_RESET: objects.int(RESET_CAUSES.watchdog),
    DEEPSLEEP_RESET: objects.int(RESET_CAUSES.deepSleep),
    SOFT_RESET: objects.int(RESET_CAUSES.soft),
  });
}
