# A signal is a pin whose levels may mean the opposite.
from machine import Pin, Signal
from attempts import attempt

pin = Pin(18, Pin.OUT, value=0)
plain, inverted = Signal(pin), Signal(pin, invert=True)
print(plain, plain.value(), inverted.value())
inverted.on()
print(pin.value(), plain(), inverted())
inverted.off()
print(pin.value(), plain(), inverted())
print(inverted(1), pin(), plain.value(1), pin(), inverted())
# Of another signal, and of the arguments of a pin.
print(Signal(inverted, invert=True).value())
made = Signal(19, Pin.OUT, value=1, invert=True)
print(made.value(), Pin(19).value())
attempt(Signal)
attempt(Signal, pin, True)
attempt(lambda: Signal(pin, inverted=True))
attempt(Signal, 24)
attempt(plain.value, 1, 2)
