# micropython.schedule(kbd_intr, None) brings a KeyboardInterrupt, once, and not while a callback runs.
import micropython
import time


def interrupted(times):
    try:
        for _ in range(times):
            time.sleep(0)
    except KeyboardInterrupt:
        return True
    return False


micropython.schedule(micropython.kbd_intr, None)
micropython.schedule(micropython.kbd_intr, None)
print(interrupted(2), interrupted(100))


def callback(argument):
    micropython.schedule(micropython.kbd_intr, None)
    print(argument, interrupted(100))


micropython.schedule(callback, "callback")
print(interrupted(3))

# A call that does not wait runs one callback.
seen = []


def fill(_):
    for i in range(3):
        micropython.schedule(seen.append, i)


micropython.schedule(fill, None)
time.sleep(0)
time.sleep(0)
print(seen)
time.sleep_ms(10)
print(seen)

# One that is still to come when the script ends comes no more, and the next one ends the script.
for _ in range(10):
    micropython.schedule(micropython.kbd_intr, None)
