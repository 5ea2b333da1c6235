# esp32.PCNT: a unit of the pulse counter with its channels, limits and interrupts; Counter and Encoder use the same units.
# pin 34=1 when "from outside"
# pin 34=0 when "from outside"
import machine
import time
from attempts import attempt
from esp32 import PCNT
from machine import Pin


def pulses(count, pin=18):
    out = Pin(pin, Pin.OUT, value=0)
    for i in range(count):
        out.on()
        out.off()


pcnt = PCNT(0, pin=18, rising=PCNT.INCREMENT)
print(pcnt, PCNT(0) is pcnt, pcnt.value(), Pin(18))
pulses(3)
print(pcnt.value(), pcnt.start())
pulses(3)
print(pcnt.value(), pcnt.stop())
pulses(3)
print(pcnt.value(), pcnt.value(0), pcnt.value())
pcnt.start()
pcnt.init(falling=PCNT.DECREMENT)
pulses(2)
print("only falling", pcnt.value())
pcnt.init(rising=PCNT.INCREMENT, falling=PCNT.INCREMENT)
pulses(2)
print("both", pcnt.value(), pcnt.init(value=0), pcnt.value())

print("-- a second pin")
pcnt.stop()
pcnt.init(pin=Pin(18), mode_pin=Pin(19), rising=PCNT.INCREMENT, mode_low=PCNT.REVERSE, mode_high=PCNT.HOLD)
pulses(0)
mode = Pin(19, Pin.OUT, value=0)
pcnt.start()
pulses(4)
mode.on()
pulses(4)
print(pcnt.value(0))
mode.off()
pcnt.stop()
pcnt.init(pin=18, rising=PCNT.INCREMENT)
pcnt.init(channel=1, pin=19, rising=PCNT.INCREMENT, falling=PCNT.INCREMENT)
pulses(0, 18)
pulses(0, 19)
pcnt.start()
pulses(2, 18)
pulses(3, 19)
print("two channels", pcnt.value(0))
pcnt.init(channel=1, pin=None)
pulses(3, 19)
print("one", pcnt.value())

print("-- limits and interrupts")
events = []
pcnt.init(min=-3, max=5, threshold0=2, threshold1=-2)
ALL = PCNT.IRQ_ZERO | PCNT.IRQ_MIN | PCNT.IRQ_MAX | PCNT.IRQ_THRESHOLD0 | PCNT.IRQ_THRESHOLD1


def heard(unit):
    events.append((unit is pcnt, unit.irq().flags()))


irq = pcnt.irq(heard, ALL)
print(pcnt.irq() is irq, irq.trigger() == ALL, irq.flags())
for i in range(5):
    pulses(1)
    time.sleep_ms(0)
print(pcnt.value(), events)
events.clear()
pcnt.init(rising=PCNT.DECREMENT)
pulses(3)
# It hears of all before the count is told.
print(pcnt.value(), len(events) > 0, sum({flags for own, flags in events}) == PCNT.IRQ_MIN | PCNT.IRQ_ZERO | PCNT.IRQ_THRESHOLD1)
time.sleep_ms(0)
events.clear()
print(irq.trigger(PCNT.IRQ_MAX) == ALL, irq.trigger() == PCNT.IRQ_MAX)
pulses(3)
print(pcnt.value(), events, pcnt.irq(None) is irq, irq.trigger())
irq()
time.sleep_ms(0)
print(events)

print("-- from outside")
outside = PCNT(7, pin=34, rising=PCNT.INCREMENT, falling=PCNT.INCREMENT)
outside.start()
start = time.ticks_ms()
while outside.value() < 2 and time.ticks_diff(time.ticks_ms(), start) < 10000:
    pass
print(outside, outside.value())

print("-- the unit of a Counter")
counter = machine.Counter(3, 21)
pulses(4, 21)
print(counter.value(100), PCNT(3).value(), counter.value())
pulses(32000, 21)
print(counter.value(), PCNT(3).value())
print(PCNT(3).deinit())
pulses(4, 21)
print(PCNT(3).value())

print("-- errors")
attempt(PCNT)
attempt(PCNT, 8)
attempt(PCNT, -1)
attempt(pcnt.init, 1)
attempt(lambda: pcnt.init(speed=1))
for name, value in (
    ("channel", 2),
    ("pin", 24),
    ("mode_pin", 19),
    ("rising", 3),
    ("falling", -1),
    ("mode_low", 3),
    ("mode_high", 3),
    ("filter", 1024),
    ("filter", 1023),
    ("value", 1),
    ("min", 1),
    ("min", -32769),
    ("max", -1),
    ("max", 32768),
    ("threshold0", 32768),
    ("threshold1", -32769),
):
    print(name, value, end=" ")
    attempt(lambda: pcnt.init(**{name: value}))
attempt(pcnt.value, 1)
attempt(pcnt.irq, heard, 2)
attempt(pcnt.irq, heard, 128)
