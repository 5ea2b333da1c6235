# A watchdog that is not told how long it is to wait resets the board after five seconds, whatever the program does.
import machine
import time

rtc = machine.RTC()
now = time.time_ns() // 1_000_000
if machine.reset_cause() == machine.PWRON_RESET:
    rtc.memory(str(now))
    dog = machine.WDT()
    print("not fed")
    while True:
        pass
print(machine.reset_cause() == machine.WDT_RESET, now - int(rtc.memory()) >= 5000)
