# peer echo.test = echo
# peer ends.test = ["<data>", "<fin>"]
# peer resets.test = ["<data>", "<reset>"]
# peer deaf.test = deaf
# What select and poll tell of a socket in each of its states.
import online
import select
import socket
from attempts import attempt

IN, OUT, HUP = select.POLLIN, select.POLLOUT, select.POLLHUP
print(IN, OUT, select.POLLERR, HUP, hasattr(select, "POLLNVAL"), hasattr(select, "POLLPRI"), hasattr(select, "epoll"))


def flags(s, mask=None, ms=0):
    poller = select.poll()
    poller.register(s) if mask is None else poller.register(s, mask)
    return [event for _, event in poller.poll(ms)]


def show(s):
    print(flags(s), flags(s, IN), flags(s, OUT), flags(s, IN | OUT | HUP))


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    return s


print("-- new")
s = socket.socket()
show(s)
print("-- connecting")
s.setblocking(False)
attempt(s.connect, ("deaf.test", 80))
show(s)
s.close()
print("-- connected")
s = connected("echo.test")
show(s)
print("-- data has arrived")
s.send(b"x")
print(flags(s, IN, 2000))
show(s)
print(s.recv(10))
show(s)
print("-- closed here")
s.close()
show(s)
print("-- the other side has ended")
s = connected("ends.test")
s.send(b"x")
print(flags(s, IN, 2000))
show(s)
print(s.recv(1))
print("-- the other side has reset")
s = connected("resets.test")
s.send(b"x")
print(flags(s, IN, 2000))
show(s)
attempt(s.recv, 1)
show(s)

print("-- the poller")
s = connected("echo.test")
poller = select.poll()
print(poller.register(s, IN), poller.poll(0))
print(poller.modify(s, OUT), poller.poll(0) == [(s, OUT)])
for item in poller.ipoll(0):
    print(item[0] is s, item[1])
print(list(poller.ipoll(0, 1)) != [], poller.poll(0))
print(poller.unregister(s), poller.poll(0), poller.unregister(s))
attempt(poller.modify, s, IN)
attempt(poller.register, 54)
attempt(poller.register, "s")
print("-- select")
r, w, x = select.select([s], [s], [s], 0)
print(r, w == [s], x)
s.send(b"hello")
r, w, x = select.select([s], [], [], 2)
print(r == [s], w, x)
r, w, x = select.select([socket.socket()], [], [], 0)
print(r, w, len(x))
attempt(select.select, [54], [], [], 0)
