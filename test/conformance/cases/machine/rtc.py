# The board's clock: `time` and RTC are one. The weekday in a tuple is ignored when it is set.
import machine
import time
from attempts import attempt

rtc = machine.RTC()
print(rtc is machine.RTC(), rtc, rtc.datetime()[:4])
print(rtc.datetime((2024, 2, 29, 0, 12, 30, 15, 250000)))
print(rtc.datetime()[:6], time.gmtime()[:5], time.time() - time.mktime((2024, 2, 29, 12, 30, 15, 0, 0)) < 2)
rtc.init((2025, 1, 2, 3, 4, 5, 6, 7))
print(rtc.datetime()[:6], 5 <= time.localtime()[5] <= 6)
rtc.datetime([2024, 12, 31, 0, 23, 59, 60, 0])
print(rtc.datetime()[:6])
attempt(machine.RTC, 0)
attempt(rtc.datetime, (2024, 1, 1))
attempt(rtc.datetime, 5)
attempt(rtc.init)
print(rtc.memory(), rtc.memory(b"kept"), rtc.memory())
attempt(rtc.memory, bytes(2049))
attempt(rtc.memory, 5)
