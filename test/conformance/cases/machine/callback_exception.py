# An exception in a callback is printed, and the timer and the program go on.
# (Such a traceback is printed by the VM itself, whose lines may end in a carriage return as well, as on the serial line.)
import time
from machine import Timer

count = 0


def fail(timer):
    global count
    count += 1
    if count == 2:
        timer.deinit()
    raise ValueError("in callback", count)


Timer(0).init(period=40, callback=fail)
time.sleep_ms(200)
print("still here", count)
print(len(b"x"))
