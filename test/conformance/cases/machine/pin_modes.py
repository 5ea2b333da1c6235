# What a pin tells of itself is read from the chip: its direction, its pull resistor, its drive. Nothing is wired to any.
from machine import Pin
from attempts import attempt

p = Pin(18)
print(p, p is Pin(18))
print(Pin(18, Pin.OUT))
print(Pin(18, Pin.OPEN_DRAIN))
print(Pin(18, Pin.IN, Pin.PULL_UP))
print(Pin(18, Pin.IN))
print(Pin(18, Pin.IN, Pin.PULL_DOWN))
print(Pin(18, Pin.IN, None))
print(Pin(18, Pin.OUT, drive=Pin.DRIVE_3))
print(Pin(18, Pin.OUT, drive=9))
print(Pin(18, drive=Pin.DRIVE_2))
# After a reset some pins have a pull, which stays until another is asked for.
print(Pin(0), Pin(2), Pin(0, Pin.IN).value(), Pin(5, Pin.IN).value(), Pin(2, Pin.IN).value())
# The pull of an input decides.
print(Pin(18, Pin.IN, Pin.PULL_UP).value(), Pin(18, Pin.IN, Pin.PULL_DOWN).value(), Pin(18, Pin.IN, Pin.PULL_UP | Pin.PULL_DOWN))
# An output register is kept while the pin is an input.
p.init(Pin.IN, Pin.PULL_DOWN)
p.on()
print(p.value(), Pin(18, Pin.OUT).value())
p.toggle()
print(p(), p(1), p(), p.off(), p())
# An open drain output pulls down, or lets go.
wire = Pin(19, Pin.OPEN_DRAIN, Pin.PULL_UP, value=0)
print(wire.value(), wire.on(), wire.value(), wire)
# While a pin is held, nothing that is set shows.
held = Pin(21, Pin.OUT, value=1, hold=True)
held.off()
print(held.value(), held.init(value=0), held.value(), held.init(hold=False), held.value())
# The pins that are only inputs have no pull.
print(Pin(39, Pin.IN, Pin.PULL_UP), Pin(39).value(), Pin.board, type(p.irq()))
attempt(Pin.board)
attempt(p, 1, 2)
attempt(lambda: p(level=1))
attempt(Pin, 36, Pin.OPEN_DRAIN)
attempt(Pin, 18, "OUT")
attempt(Pin, 18, Pin.IN, Pin.PULL_UP, 1)
attempt(type(p.irq()))
attempt(p.irq().trigger, 1, 2)
attempt(p.irq(), 1)
# Wake-up from a sleep is for some pins, and one at a time.
attempt(lambda: p.irq(trigger=Pin.WAKE_LOW, wake=2))
attempt(lambda: Pin(33).irq(trigger=Pin.WAKE_LOW, wake=1))
attempt(lambda: Pin(33).irq(trigger=Pin.WAKE_LOW, wake="x"))
attempt(lambda: type(Pin(33).irq(trigger=Pin.WAKE_HIGH, wake=6)))
attempt(lambda: Pin(32).irq(trigger=Pin.WAKE_LOW, wake=2))
