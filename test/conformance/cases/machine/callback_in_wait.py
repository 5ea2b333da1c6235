# While one call waits, a callback may make another; both get their answers. A callback that schedules itself again and
# again does not hold up a wait.
import micropython
import network
import time
from machine import Timer

wlan = network.WLAN()
wlan.active(True)
answers = []
timer = Timer(0, mode=Timer.ONE_SHOT, period=100, callback=lambda timer: answers.append(wlan.active(True)))
print(len(wlan.scan()) > 0, answers)

rounds = 0


def again(limit):
    global rounds
    rounds += 1
    if time.ticks_diff(limit, time.ticks_ms()) > 0:
        micropython.schedule(again, limit)


start = time.ticks_ms()
micropython.schedule(again, time.ticks_add(start, 3000))
time.sleep_ms(50)
print(rounds > 10, time.ticks_diff(time.ticks_ms(), start) < 1500)
