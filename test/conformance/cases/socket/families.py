# IPv6 sockets can be made, and nothing can be done with them, since no call can name an IPv6 address. The number that lwIP
# gives for an address of the other family is from its source.
import socket

import online
from attempts import attempt

s = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
print(s, s.fileno())
attempt(s.bind, ("", 8123))
attempt(s.connect, ("127.0.0.1", 8123))
s.close()
u = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
attempt(u.bind, ("", 5005))
attempt(u.sendto, b"x", ("127.0.0.1", 5005))
u.close()
attempt(socket.getaddrinfo, "127.0.0.1", 80, socket.AF_INET6)
attempt(socket.getaddrinfo, "127.0.0.1", 80, socket.AF_INET6, 0, 0, 4)
attempt(socket.getaddrinfo, "127.0.0.1", 80, 5)
print(socket.getaddrinfo("127.0.0.1", 80, socket.AF_INET))
