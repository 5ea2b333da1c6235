# A pulse that comes from outside, one that does not come, and one that does not end.
# pin 34=1 when "pulse"
import time
from machine import Pin, time_pulse_us
from attempts import attempt, attempt_taking

echo = Pin(34, Pin.IN)
attempt_taking(50, time_pulse_us, echo, 1, 50000)
print("pulse")
while not echo.value():
    pass
attempt_taking(50, time_pulse_us, echo, 1, 50000)
print(time_pulse_us(echo, 0, 1000), time_pulse_us(34, 1, 0))
# It waits for a second if it is not told how long.
start = time.ticks_ms()
print(time_pulse_us(echo, 0), time.ticks_diff(time.ticks_ms(), start) >= 1000)
attempt(time_pulse_us, 24, 1)
attempt(time_pulse_us, echo)
