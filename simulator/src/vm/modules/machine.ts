/** The `machine` module, as far as a program that uses Wi-Fi, an LED and a timer needs it. */
import type { Ref } from '../objects';
import { NONE } from '../objects';
import type { Vm } from '../vm';
import { STATION_MAC } from './network';
import { pinType } from './pin';
import { rtcType } from './rtc';
import { timerType } from './timer';

const CPU_HZ = 160_000_000;
const CPU_FREQUENCIES_MHZ: readonly number[] = [20, 40, 80, 160, 240];
const POWER_ON_RESET = 1;

export function machineModule(vm: Vm): Ref {
  const { natives, objects, convert, errors } = vm;
  let frequencyHz = CPU_HZ;
  return natives.module('machine', {
    Pin: pinType(vm),
    RTC: rtcType(vm),
    Timer: timerType(vm),
    freq: natives.function(0, 1, (hz?: Ref) => {
      if (hz === undefined) return objects.int(frequencyHz);
      const wanted = convert.int(hz);
      if (!CPU_FREQUENCIES_MHZ.includes(wanted / 1_000_000)) return errors.value('frequency must be 20MHz, 40MHz, 80Mhz, 160MHz or 240MHz');
      frequencyHz = wanted;
      return NONE;
    }),
    unique_id: natives.function(0, 0, () => objects.newBytes(STATION_MAC)),
    reset_cause: natives.function(0, 0, () => objects.int(POWER_ON_RESET)),
    idle: natives.function(0, 0, () => {
      vm.scheduler.service();
      return NONE;
    }),
    PWRON_RESET: objects.int(POWER_ON_RESET),
    HARD_RESET: objects.int(2),
    WDT_RESET: objects.int(3),
    DEEPSLEEP_RESET: objects.int(4),
    SOFT_RESET: objects.int(5),
  });
}
