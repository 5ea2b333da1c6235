# peer pool.ntp.org = ntp 3944678400
# peer wrapped.test = ntp 100
# peer silent.test = closed
import machine
import ntptime
import online
import time
from attempts import attempt, attempt_taking

print(ntptime.host, ntptime.timeout)
print(ntptime.time(), time.gmtime(ntptime.time()))
print(ntptime.settime(), time.time() - 789004800 in (0, 1), time.gmtime()[:5], machine.RTC().datetime()[:6])
ntptime.host = "wrapped.test"
print(time.gmtime(ntptime.time()))
ntptime.host = "no.such.name.invalid"
attempt(ntptime.settime)
ntptime.host = "silent.test"
attempt_taking(1100, ntptime.settime)
ntptime.timeout = 0.2
attempt_taking(300, ntptime.settime)
