# What a UART tells of bytes that come, of the line that is idle after them, and of a break; and which handlers it takes.
import time
from attempts import attempt
from machine import UART

u = UART(1, 9600, tx=4, rx=4)
calls = []


def heard(port):
    calls.append((port is u, port.irq().flags(), port.any()))


irq = u.irq(heard, UART.IRQ_RX | UART.IRQ_RXIDLE)
print(u.irq() is irq, irq.flags(), irq.trigger() == UART.IRQ_RX | UART.IRQ_RXIDLE)
u.write(b"ring")
while len(calls) < 2:
    time.sleep_ms(1)
# First that something has come, and then that nothing comes any more.
print(calls, u.read())
calls.clear()
print(irq.trigger(UART.IRQ_RXIDLE), u)
u.write(b"once")
while not calls:
    time.sleep_ms(1)
print(calls, u.read(), calls[0][1] == UART.IRQ_RXIDLE)
calls.clear()
u.irq(trigger=UART.IRQ_BREAK, handler=heard)
u.write(b"not told")
print(u.flush(), calls, u.read(), u.sendbreak())
time.sleep_ms(1)
print(calls[0][1] == UART.IRQ_BREAK)
calls.clear()
# Calling the object is as if an interrupt had come.
irq()
time.sleep_ms(1)
print(len(calls))

attempt(u.irq, 5)
attempt(u.irq, heard, 0x100)
attempt(u.irq, heard, UART.IRQ_RX, True)
attempt(u.irq, heard, UART.IRQ_RX, False, 1)
attempt(lambda: u.irq(heard, rate=1))
attempt(irq, 1)
attempt(type(irq))
attempt(lambda: type(u.irq(None)))
attempt(UART(0).irq, heard)


def fail(port):
    raise ValueError("from a handler")


u.irq(fail, UART.IRQ_RX)
u.write(b"x")
u.flush()
time.sleep_ms(1)
print("still here", u.read())
