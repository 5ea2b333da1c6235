# Nothing is wired to the pins here, but an output's own edges count: it can be read back.
# (Such a traceback is printed by the VM itself, whose lines may end in a carriage return as well, as on the serial line.)
import time
from machine import Pin

seen = []


def changed(pin):
    seen.append((pin, pin.value()))


out = Pin(4, Pin.OUT, value=0)
irq = out.irq(handler=changed, trigger=Pin.IRQ_RISING)
for level in (1, 1, 0, 1, 0):
    out.value(level)
    time.sleep_ms(1)
print(seen)
seen.clear()
out.irq(changed)  # both edges
out.on()
time.sleep_ms(1)
out.off()
time.sleep_ms(1)
print(seen, irq.trigger() == Pin.IRQ_RISING | Pin.IRQ_FALLING, irq is out.irq())
seen.clear()
out.irq(handler=None)
out.on()
time.sleep_ms(1)
print(seen)


def fail(pin):
    raise ValueError(str(pin))


out.irq(trigger=Pin.IRQ_FALLING, handler=fail)
out.off()
time.sleep_ms(1)
print("still here")
# Calling the interrupt object queues the handler, whatever that is.
out.irq(handler=5)()
time.sleep_ms(1)
out.irq(handler=out.irq())()
time.sleep_ms(1)
out.irq(handler=None)
print("called")
