# Sockets of every kind share the ten descriptors. lwIP takes every family that is not IPv4 for IPv6, and does not look at the
# protocol of a stream.
import gc
import socket

import online
from attempts import attempt

kinds = [
    (),
    (2, 1, 17),
    (2, 2),
    (2, 2, 6),
    (2, 3, 1),
    (10, 1),
    (10, 2),
    (99,),
    (0, 2),
    (2, True),
]
sockets = []
for kind in kinds:
    s = socket.socket(*kind)
    print(kind, s, s.fileno())
    sockets.append(s)
attempt(socket.socket, 2, 2)
# Names are looked up without one.
print(socket.getaddrinfo("localhost", 80))
for wrong in ((2, 0), (2, 4), (2, -1), (2, 1.0), (2, 1, "6"), (1.5,), (2, 1 << 40)):
    attempt(socket.socket, *wrong)
for s, kind in zip(sockets, kinds):
    print(kind, end=" ")
    attempt(s.bind, ("", 8160))
    s.close()

# A raw socket is no stream. (What it would send and receive is not simulated.)
s = socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)
attempt(s.listen)
attempt(s.accept)
s.close()
# __del__ closes, and a socket is its own file.
s = socket.socket()
print(s.__del__(), s.fileno(), s.__del__(), s.close())
attempt(s.recv, 1)
attempt(s.send, b"x")
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.__del__()
attempt(s.recv, 1)
s = socket.socket()
print(s.makefile() is s, s.makefile("rwb", 0) is s)
