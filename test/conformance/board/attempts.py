# Shows what a call gives: its result, or how it fails.
import time


def attempt(call, *args):
    try:
        print(repr(call(*args)))
    except Exception as e:
        print(type(e).__name__ + ":", e)


def outcome(call, *args):
    try:
        return call(*args)
    except OSError as e:
        return e.errno


# How long a call takes, in steps of 100 ms, and what it gives.
def timed(call, *args):
    start = time.ticks_ms()
    result = outcome(call, *args)
    print(result, "after", time.ticks_diff(time.ticks_ms(), start) // 100 * 100, "ms")
