# peer tls.test = tls {}
# A timeout of the socket underneath stays: every later call gives it again, and poll tells that there is nothing to wait for.
# The socket itself is still open, and TLS takes one descriptor, not two.
import select
import socket
import ssl

import online
from attempts import attempt, attempt_taking

raw = socket.socket()
raw.connect(("tls.test", 443))
s = ssl.wrap_socket(raw)
raw.settimeout(0.3)
print(raw.fileno(), socket.socket().fileno(), hasattr(s, "settimeout"))
poller = select.poll()
poller.register(s, select.POLLIN | select.POLLOUT)
print([flags for _, flags in poller.poll(0)])
attempt_taking(400, s.read, 1)
print([flags for _, flags in poller.poll(0)])
attempt_taking(0, s.read, 1)
attempt_taking(0, s.recv, 1)
attempt_taking(0, s.write, b"x")
attempt(s.readline)
attempt(s.readinto, bytearray(2))
# A timeout set later changes nothing.
raw.settimeout(None)
attempt_taking(0, s.read, 1)
print(raw.fileno(), raw.send(b"x"), s.close(), raw.fileno())

# Without a timeout, and before there is anything to read: a socket that does not block gives None, again and again.
raw = socket.socket()
raw.connect(("tls.test", 443))
s = ssl.wrap_socket(raw)
s.setblocking(False)
print(s.read(1), s.recv(1), s.readline(), s.readinto(bytearray(2)), s.write(b"echo"))
poller = select.poll()
poller.register(s, select.POLLIN)
print([flags for _, flags in poller.poll(2000)], s.read(10), s.read(10))
s.close()
