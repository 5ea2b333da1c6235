# An empty datagram makes the module believe that the other side has gone: the socket never receives again, and can still send.
# Which address recvfrom then gives is undefined on a board, and not looked at here.
import select
import socket

import online
from attempts import attempt, attempt_taking


def udp(port):
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("", port))
    return s


a, b = udp(5050), udp(5051)
b.setblocking(False)
attempt(b.sendto, b"", ("127.0.0.1", 5050))
print(a.recvfrom(10)[0])
# Nothing waits, so that poll does not call it readable, though a read would not wait; later datagrams stay where they are.
poller = select.poll()
poller.register(a, select.POLLIN)
print(poller.poll(0))
b.sendto(b"lost", ("127.0.0.1", 5050))
for _ in range(2):
    print(a.recvfrom(10)[0], a.recv(10), a.read(), a.readline(), a.readinto(bytearray(3)))
print([flags for _, flags in poller.poll(2000)])
print(a.sendto(b"hello", ("127.0.0.1", 5051)))
poller.register(b, select.POLLIN)
poller.unregister(a)
poller.poll(2000)
print(b.recvfrom(10))
a.settimeout(0.1)
attempt_taking(0, a.recv, 10)
a.close()
# Also after close.
attempt(a.recv, 10)
attempt(a.sendto, b"x", ("127.0.0.1", 5051))

print("-- recv(0) does the same")
c = udp(5052)
b.sendto(b"one", ("127.0.0.1", 5052))
b.sendto(b"two", ("127.0.0.1", 5052))
print(c.recv(0), c.recv(10), c.recv(10))
