# Interrupts of a button: while the script sleeps, while it computes, and while it waits for a socket.
# peer slow.test = [700, "late"]
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


def wait():
    start = time.ticks_ms()
    while not seen and time.ticks_diff(time.ticks_ms(), start) < 10000:
        time.sleep_ms(5000)


print("asleep")
start = time.ticks_ms()
time.sleep_ms(300)
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
print(s.recv(10), seen)
seen.clear()

irq.trigger(Pin.IRQ_FALLING)
print("no handler", irq.trigger())
time.sleep_ms(300)
print(seen)

# Both edges of a press that is over at once.
irq.trigger(Pin.IRQ_FALLING | Pin.IRQ_RISING)
print("both at once")
start = time.ticks_ms()
while len(seen) < 2 and time.ticks_diff(time.ticks_ms(), start) < 10000:
    time.sleep_ms(10)
print(len(seen), button.irq(handler=None).trigger())
