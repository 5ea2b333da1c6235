# Shows what a call gives: its result, or how it fails.
import time


def attempt(call, *args):
    try:
        print(repr(call(*args)))
    except Exception as e:
        print(type(e).__name__ + ":", e)


# Shows what a call gives and that it took this long: not less, and not several times as much, for a busy PC.
def attempt_taking(ms, call, *args):
    start = time.ticks_ms()
    try:
        result = call(*args)
    except OSError as e:
        result = e.errno
    took = time.ticks_diff(time.ticks_ms(), start)
    print(result, "after", ms if ms <= took < 2 * ms + 1000 else took, "ms")
