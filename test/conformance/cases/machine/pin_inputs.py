# A button between a pin and ground, a switch, and nothing at all: what is wired to a pin is seen in a loop without a pause.
# pin 0=0 when "press"
# pin 0= when "let go"
# pin 34=1 when "switch on"
# pin 34=0 when "switch off"
# pin 34= when "pull the plug"
# pin 21=0 when "ground"
import time
from machine import Pin

button = Pin(0, Pin.IN, Pin.PULL_UP)
switch = Pin(34, Pin.IN)
print(button(), switch())


def wait(pin, level):
    start = time.ticks_ms()
    while pin.value() != level:
        if time.ticks_diff(time.ticks_ms(), start) > 10000:
            return "waits for ever"
    return "seen"


print("press")
print(wait(button, 0))
print("let go")
print(wait(button, 1))
print("switch on")
print(wait(switch, 1))
print("switch off")
print(wait(switch, 0))
print("pull the plug")
# An output wins against what is wired to it, an open drain output that lets go does not.
wire = Pin(21, Pin.OPEN_DRAIN, Pin.PULL_UP, value=1)
print(wire.value())
print("ground")
print(wait(wire, 0), Pin(21, Pin.OUT, value=1).value())
