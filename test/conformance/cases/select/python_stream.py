# A stream written in Python decides itself whether it is ready, and how it fails.
import io
import select
import time
from attempts import attempt, attempt_taking


class Stream(io.IOBase):
    def __init__(self, answer):
        self.answer = answer

    def ioctl(self, request, argument):
        print("asked", request, argument)
        return self.answer(argument)


def polled(answer, mask=1):
    poller = select.poll()
    poller.register(Stream(answer), mask)
    return [event for _, event in poller.poll(0)]


print("-- flags go through as they are")
for mask in (0, 1, 4, 5, 16, 63):
    print(polled(lambda asked: asked, mask))
print(polled(lambda asked: 32), polled(lambda asked: 40), polled(lambda asked: 16, 0))
print("-- failing")
attempt(polled, lambda asked: -1)
attempt(polled, lambda asked: -104)
attempt(polled, lambda asked: "1")
attempt(polled, lambda asked: 1 // 0)
poller = select.poll()
poller.register(io.BytesIO(b"x"))
attempt(poller.poll, 0)


class Quiet(io.IOBase):
    pass


poller = select.poll()
poller.register(Quiet())
attempt(poller.poll, 0)


class Later(io.IOBase):
    """Becomes ready by the clock: nothing tells the board, it has to ask."""

    def __init__(self, ms):
        self.at = time.ticks_add(time.ticks_ms(), ms)

    def ioctl(self, request, mask):
        return mask if time.ticks_diff(time.ticks_ms(), self.at) >= 0 else 0


print("-- ready by the clock")


def wait_for(ms):
    poller = select.poll()
    poller.register(Later(ms), 1)
    return [event for _, event in poller.poll()]


attempt_taking(200, wait_for, 200)
print([len(some) for some in select.select([Later(50)], [], [])])


class Restless(io.IOBase):
    """Changes the set while it is asked."""

    def ioctl(self, request, mask):
        for stream in extras:
            poller.unregister(stream)
            poller.register(stream, 1)
        return mask


print("-- registering while it is asked")
poller = select.poll()
extras = [Later(0) for _ in range(20)]
restless = Restless()
poller.register(restless, 4)
print(sorted(event for _, event in poller.poll(0))[-1:], len(poller.poll(0)))
