# While interrupts are disabled, what they would bring waits; a callback that is queued already does not.
# pin 0=0 when "press"
import time
from machine import Pin, Timer, disable_irq, enable_irq

seen = []
button = Pin(0, Pin.IN, Pin.PULL_UP)
button.irq(lambda pin: seen.append("pressed"), Pin.IRQ_FALLING)
state = disable_irq()
inner = disable_irq()
print(state, inner)
Timer(0, mode=Timer.ONE_SHOT, period=20, callback=lambda t: seen.append("tick"))
print("press")
while button.value():
    pass
time.sleep_ms(60)
enable_irq(inner)
time.sleep_ms(20)
print(seen)
enable_irq(state)
while len(seen) < 2:
    time.sleep_ms(10)
print(sorted(seen))
