# Virtual timers: any number of them, and without a number.
import gc
import time
from machine import Timer
from attempts import attempt

calls = []
one = Timer()
print(one, Timer(-1) is Timer(-1), one.value())
attempt(Timer, 4)
attempt(Timer, -1, 5)
one.init(mode=Timer.ONE_SHOT, period=30, callback=calls.append)
print(one, one.value() < 30)
while not calls:
    time.sleep_ms(10)
print(len(calls), calls[0] is one, one.value() >= 29, one.value() == one.value())
one.deinit()
print(one, one.value())
calls.clear()

# Nobody holds them, but what runs is not collected.
for n in range(6):
    Timer(-1, mode=Timer.ONE_SHOT, period=20, callback=lambda t, n=n: calls.append(n))
gc.collect()
while len(calls) < 6:
    time.sleep_ms(10)
print(sorted(calls))

# A period keeps its grid, and stops when it is told.
ticks = []
grid = Timer(period=50, callback=lambda t: ticks.append(time.ticks_ms()))
while len(ticks) < 6:
    time.sleep_ms(7)
grid.deinit()
took = time.ticks_diff(ticks[5], ticks[0])
print(True if 150 < took < 1000 else took)

# Its callback is called, whatever it is.
Timer(mode=Timer.ONE_SHOT, period=1)
time.sleep_ms(500)
print(Timer(period=5000, tick_hz=1), Timer(freq=0.5))
attempt(lambda: Timer(period=0))
attempt(lambda: Timer(freq=2000000))
attempt(lambda: Timer(freq="1"))
print(Timer(0, freq=2000000))
