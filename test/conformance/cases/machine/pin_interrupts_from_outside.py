# Interrupts of a button: while the script sleeps, while it computes, and while it waits for a socket.
# peer slow.test = [400, "a", 400, "b", 400, "c", 400, "d", 400, "e", 400, "f", 400, "g"]
# pin 0=0 when "asleep"
# pin 0=1 when "computing"
# pin 0=0 when "receiving"
# pin 0=1 when "no handler"
# pin 0=0 when "both at once"
# pin 0=1 when "both at once"
import online
import socket
import time
from machine import Pin

seen = []
button = Pin(0, Pin.IN, Pin.PULL_UP)
irq = button.irq(lambda pin: seen.append((pin is button, pin.value())), Pin.IRQ_FALLING | Pin.IRQ_RISING)

print("asleep")
while not seen:
    time.sleep_ms(100)
print(seen)
seen.clear()

print("computing")
for i in range(1000000000):
    if seen:
        break
print(seen)
seen.clear()

s = socket.socket()
s.connect(("slow.test", 80))
print("receiving")
while not seen:
    s.recv(1)
print(seen)
seen.clear()

irq.trigger(Pin.IRQ_FALLING)
print("no handler", irq.trigger())
while button.value() == 0:
    pass
time.sleep_ms(50)
print(seen)

# Both edges of a press that is over at once.
irq.trigger(Pin.IRQ_FALLING | Pin.IRQ_RISING)
print("both at once")
while len(seen) < 2:
    time.sleep_ms(10)
print(len(seen), button.irq(handler=None).trigger())
