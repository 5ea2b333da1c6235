# peer echo.test = echo
# select.select: its lists, its times, and the stream that is asked for more than it was given for.
import online
import select
import socket
import time
from attempts import attempt, attempt_taking


def connected():
    s = socket.socket()
    s.connect(("echo.test", 80))
    return s


def names(streams):
    return [sorted(known[s] for s in some) for some in streams]


a, b = connected(), connected()
closed = socket.socket()
closed.close()
fresh = socket.socket()
known = {a: "a", b: "b", closed: "closed", fresh: "fresh"}

print("-- lists")
print(select.select([], [], [], 0))
print(names(select.select((a,), (a,), (a,), 0)))
b.send(b"x")
print(names(select.select([b], [], [])))
print(names(select.select([b], [b], [b])))
print(names(select.select([closed], [], [])), names(select.select([], [closed], [])))
print(names(select.select([fresh], [], [])), names(select.select([], [fresh], [])))
print("-- a is asked for reading too, and with it b, which comes after it in the second list")
print(names(select.select([a], [a, b], [])))
print(names(select.select([a], [b, a], [])))
print("-- times")


def waiting(*timeout):
    return names(select.select([a], [], [], *timeout))


attempt_taking(0, waiting, 0)
attempt_taking(300, waiting, 0.3)
attempt_taking(1000, waiting, 1)
a.send(b"x")
print(waiting(), waiting(None), waiting(-1))
print("-- mistakes")
attempt(select.select, [a], [], [], "1")
attempt(select.select, a, [], [], 0)
attempt(select.select, [a], None, [], 0)
attempt(select.select, [a], [])
attempt(select.select, [a], [], [], 0, 0)
attempt(select.select, [None], [], [], 0)
attempt(select.select, [a.fileno()], [], [], 0)
