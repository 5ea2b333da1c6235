# Timers run their callbacks while the program sleeps, computes, and waits for a socket.
# peer slow.test = [600, "late"]
import online
import socket
import time
from machine import Timer
from attempts import attempt

calls = []
timer = Timer(1)
print(timer is Timer(1), timer is Timer(0))
print(timer.value())
timer.init(period=50, callback=calls.append)
print(timer)
start = time.ticks_ms()
while len(calls) < 3:
    time.sleep_ms(500)
print(500 <= time.ticks_diff(time.ticks_ms(), start) < 2000, calls[0] is timer, 0 <= timer.value() < 50)

calls.clear()
while len(calls) < 3:
    pass
print("called while computing")

s = socket.socket()
s.connect(("slow.test", 80))
calls.clear()
print(s.recv(10), len(calls) >= 3)
timer.deinit()
calls.clear()
time.sleep_ms(120)
print(calls)
# It stands at what it had counted.
print(0 <= timer.value() < 50, timer.value() == timer.value())

timer.init(mode=Timer.ONE_SHOT, period=50, callback=lambda t: calls.append(t))
while not calls:
    time.sleep_ms(200)
print(len(calls), calls[0] is timer, timer)

# Two at once, one of them by its frequency.
counts = [0, 0]


def count(which):
    counts[which] += 1


fast = Timer(0, freq=50, callback=lambda t: count(0))
slow = Timer(2, mode=Timer.PERIODIC, period=100, callback=lambda t: count(1))
while counts[1] < 3:
    time.sleep_ms(10)
fast.deinit()
slow.deinit()
print(counts[0] > counts[1], fast, slow)

# A callback that was replaced is not called any more.
timer.init(period=30, callback=lambda t: print("the old one"))
timer.init(period=3000, callback=lambda t: print("the new one"))
time.sleep_ms(100)
timer.deinit()
print("-- arguments")
attempt(Timer)
attempt(Timer, 99)
attempt(Timer, 4)
attempt(Timer, 0, 100)
attempt(lambda: timer.init(100))
attempt(lambda: timer.init(interval=100))
attempt(lambda: timer.init(period=100, hard=True))
attempt(lambda: timer.init(period=0))
attempt(lambda: timer.init(freq=20000000))
attempt(lambda: Timer(1, period="100"))
print(timer, Timer.ONE_SHOT, Timer.PERIODIC)
# Without a period it is periodic, and not soon.
timer.init(callback=calls.append)
calls.clear()
time.sleep_ms(50)
print(str(timer).split(", period")[0], calls, timer.deinit(), timer)
