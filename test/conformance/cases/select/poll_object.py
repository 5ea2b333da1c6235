# The poll object, with streams whose readiness the script decides.
import gc
import io
import select
import uselect
from attempts import attempt


class Stream(io.IOBase):
    def __init__(self, flags):
        self.flags = flags

    def ioctl(self, request, mask):
        if request != 3:
            return -22
        return self.flags & mask

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


def flags(poller):
    return sorted(event for _, event in poller.poll(0))


print(select.poll, select.poll())
attempt(type(select.poll()))
attempt(select.poll, 1)
print(uselect is select, select)
print("-- registering")
poller = select.poll()
a, b = Stream(5), Stream(1)
print(poller.poll(0), list(poller.ipoll(0)))
print(poller.register(a), flags(poller))
print(poller.register(a, select.POLLIN), flags(poller))
print(poller.register(b, select.POLLIN), flags(poller))
print(poller.modify(a, 0), flags(poller))
print(poller.modify(a, select.POLLOUT), flags(poller))
print(poller.unregister(b), flags(poller))
print(poller.unregister(b), poller.unregister(7), poller.unregister(None))
attempt(poller.modify, b, 1)
attempt(poller.modify, 7, 1)
attempt(poller.modify, a, "1")
attempt(poller.register, a, None)
print("-- no streams")
for thing in (None, True, 54, "text", b"bytes", [], object(), poller, io.IOBase):
    attempt(poller.register, thing)
attempt(poller.register)
attempt(poller.unregister)
attempt(poller.poll, 0, 0)
attempt(poller.poll, "0")
attempt(poller.poll, 1.5)
attempt(poller.ipoll, 0, 1, 2)
print("-- iterating")
poller = select.poll()
streams = [Stream(1) for _ in range(9)]
for s in streams:
    poller.register(s, 1)
found = poller.ipoll(0)
print(found is poller, iter(found) is poller)
first, second = next(found), next(found)
print(first is second, type(first), first[1], len(list(poller)), len(list(poller)))
print(len(poller.poll(0)), len(poller.poll()), len(poller.poll(None)), len(poller.poll(-1)))
print("-- removing while it goes on")
seen = []
for s, _ in poller.ipoll(0):
    seen.append(id(s))
    poller.unregister(s)
print(len(set(seen)), poller.poll(0))
print("-- one shot")
poller.register(a, 4)
poller.register(b, 1)
print(len(list(poller.ipoll(0, 1))), poller.poll(0))
poller.modify(a, 4)
print(flags(poller), flags(poller), len(list(poller.ipoll(0, select.POLLIN))), flags(poller))
print("-- an event is a new tuple in a list, and changes later in the iterator's one")
poller.modify(a, 5)
poller.register(b, 1)
(s, _), (t, _) = poller.poll(0)
print(s is not t)
print("-- the poller keeps what it watches")
poller = select.poll()
for i in range(50):
    poller.register(Stream(1), 1)
a = b = s = t = first = second = found = streams = None
for _ in range(5):
    gc.collect()
    [Stream(0) for _ in range(100)]
print(len(poller.poll(0)), all(type(s) is Stream and e == 1 for s, e in poller.poll(0)))
print("-- many")
poller = select.poll()
for i in range(400):
    poller.register(Stream(1), 1)
print(len(poller.poll(0)), len(select.select([s for s, _ in poller.poll(0)], [], [])[0]))
