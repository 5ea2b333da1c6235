# Eight callbacks can wait; the script is told of a ninth, a timer or a pin is not.
import micropython
import time
from machine import Pin
from attempts import attempt

seen = []
out = Pin(18, Pin.OUT, value=0)
out.irq(lambda pin: seen.append("edge"), Pin.IRQ_RISING)


def busy(_):
    # No callback runs while another one does, so that they wait.
    for i in range(7):
        micropython.schedule(seen.append, i)
    for i in range(3):
        out.on()
        out.off()
    attempt(micropython.schedule, seen.append, 9)


micropython.schedule(busy, None)
time.sleep_ms(10)
print(seen)
attempt(micropython.schedule, None, 1)
