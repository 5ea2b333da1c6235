# Callbacks run in the order in which they came, one after the other, between the lines of the script; what they raise is
# printed, and both they and the script go on.
import micropython
import time
from attempts import attempt
from machine import Pin, Timer, soft_reset

order = []
out = Pin(18, Pin.OUT, value=0)


def scheduled(n):
    order.append(n)
    if n == 1:
        # It waits behind the others, and does not run within this one.
        micropython.schedule(scheduled, 9)
        order.append("end of 1")
    elif n == 2:
        raise ValueError("from a callback")
    elif n == 3:
        soft_reset()


def first(_):
    for n in range(1, 5):
        micropython.schedule(scheduled, n)
    out.on()
    order.append("queued")


out.irq(lambda pin: order.append(("edge", pin.value())), Pin.IRQ_RISING)
micropython.schedule(first, None)
time.sleep_ms(5)
print(order)
order.clear()

# A callback may take memory, start a timer, wait, and be waited for.
done = False


def later(timer):
    global done
    order.append([0] * 100)
    timer.init(mode=Timer.ONE_SHOT, period=10, callback=last)
    time.sleep_ms(20)
    order.append("waited")


def last(timer):
    global done
    done = True


Timer(1, mode=Timer.ONE_SHOT, period=10, callback=later)
while not done:
    pass
print(len(order[0]), order[1:])

# It is a closure, a bound method, a native function, or an object that can be called.
class Counter:
    def __init__(self):
        self.count = 0

    def add(self, _):
        self.count += 1

    __call__ = add


counter = Counter()
for callback in (counter.add, counter, lambda _: counter.add(0), order.append):
    micropython.schedule(callback, 5)
time.sleep_ms(1)
print(counter.count, order[-1])
for callback in (5, None, Pin):
    micropython.schedule(callback, 24)
    time.sleep_ms(1)
print("still here")

# Room for an exception in a callback, as programs with interrupts take it.
print(micropython.alloc_emergency_exception_buf(100))
attempt(micropython.schedule, order.append)
attempt(micropython.schedule)
attempt(lambda: out.irq(lambda pin: None, hard=True))
attempt(lambda: out.irq(trigger="x"))
irq = out.irq(lambda pin: None, Pin.IRQ_RISING)
print(irq.trigger(9), irq.trigger(), irq.trigger(Pin.IRQ_FALLING), irq.trigger())
