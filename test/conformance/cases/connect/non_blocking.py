# peer echo.test = echo
# peer deaf.test = deaf
# peer closed.test = closed
import online
import select
import socket
from attempts import attempt


def ready(s, flags=select.POLLOUT):
    poller = select.poll()
    poller.register(s, flags)
    return [event for _, event in poller.poll(2000)]


s = socket.socket()
s.setblocking(False)
attempt(s.connect, ("echo.test", 80))
print(ready(s))
attempt(s.connect, ("echo.test", 80))
attempt(s.recv, 10)
attempt(s.send, b"hello")
print(ready(s, select.POLLIN))
attempt(s.recv, 10)
attempt(s.recv, 10)
attempt(s.read, 10)
attempt(s.readline)
attempt(s.readinto, bytearray(3))
s.send(b"ab")
ready(s, select.POLLIN)
print(s.read(10), s.read(10))
s.send(b"ab")
ready(s, select.POLLIN)
print(s.readline(), s.readline())
s.close()

s = socket.socket()
s.settimeout(0)
attempt(s.connect, ("deaf.test", 80))
attempt(s.connect, ("deaf.test", 80))
attempt(s.send, b"x")
attempt(s.write, b"x")
attempt(s.recv, 1)
print(select.select([s], [s], [s], 0.05))
s.close()

# How a program finds out that a connection was refused: the attempt ends, and the next call tells why.
s = socket.socket()
s.setblocking(False)
attempt(s.connect, ("closed.test", 80))
print(ready(s), ready(s, select.POLLIN | select.POLLOUT | select.POLLHUP))
attempt(s.recv, 1)
attempt(s.recv, 1)
attempt(s.connect, ("closed.test", 80))
s.close()

s = socket.socket()
s.setblocking(False)
s.connect(("echo.test", 80))
