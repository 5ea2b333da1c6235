# Counter and Encoder count the edges of pins.
# pin 34=1 when "two pulses"
# pin 34=0 when "two pulses"
# pin 34=1 when "two pulses"
# pin 34=0 when "two pulses"
import time
from machine import Counter, Encoder, Pin
from attempts import attempt


def pulses(pin, count):
    for i in range(count):
        pin.on()
        pin.off()


counter = Counter(0, 18)
print(Pin(18), counter is Counter(0), counter.value())
out = Pin(18, Pin.OUT, value=0)
pulses(out, 5)
print(counter.value(), counter.value(100), counter.value())
pulses(out, 1)
print(counter.value())
counter.init(Pin(18), edge=Counter.RISING | Counter.FALLING, direction=Counter.DOWN, filter_ns=0)
out = Pin(18, Pin.OUT, value=0)
counter.value(0)
pulses(out, 50000)
print(counter.value())
counter.deinit()
attempt(counter.value)

outside = Counter(1, src=34)
print("two pulses")
start = time.ticks_ms()
while outside.value() < 2 and time.ticks_diff(time.ticks_ms(), start) < 10000:
    pass
print(outside.value())


def turn(steps):
    # Forwards: a before b.
    states = ((1, 0), (1, 1), (0, 1), (0, 0))
    for i in range(abs(steps)):
        for a_level, b_level in states if steps > 0 else ((0, 1), (1, 1), (1, 0), (0, 0)):
            a(a_level)
            b(b_level)


for phases in (1, 2, 4):
    encoder = Encoder(2, 21, 22, phases=phases)
    a, b = Pin(21, Pin.OUT, value=0), Pin(22, Pin.OUT, value=0)
    encoder.value(0)
    turn(3)
    forwards = encoder.value()
    turn(-5)
    print(encoder.phases(), forwards, encoder.value())
attempt(Counter, 8, 18)
attempt(Counter, 2, 18)
attempt(Counter, 3)
attempt(Counter, 3, 24)
attempt(lambda: Counter(3, 18, direction=3))
attempt(lambda: Counter(3, 18, edges=3))
attempt(Encoder, 4, 21)
attempt(lambda: Encoder(4, 21, 22, phases=3))
attempt(Counter)
print(Counter.RISING, Counter.FALLING, Counter.UP, Counter.DOWN)
