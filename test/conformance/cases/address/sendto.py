# peer echo.test = echo
# sendto takes dotted quads only; on a TCP socket the address is then ignored.
import online
import socket
from attempts import attempt

s = socket.socket()
s.connect(("echo.test", 7))
attempt(s.sendto, b"hello", ("1.2.3.4", 9))
print(s.recvfrom(100))
attempt(s.sendto, b"hello", ("1.2.3.4 and more", 9))
attempt(s.sendto, b"hello", ["", 9])
attempt(s.sendto, b"hello", ("echo.test", 9))
attempt(s.sendto, b"hello", ("1.2.3", 9))
attempt(s.sendto, b"hello", ("1.2.3.4", "9"))
attempt(s.sendto, b"hello", ("1.2.3.4",))
attempt(s.sendto, b"hello", "1.2.3.4")
attempt(s.sendto, b"hello", (1, 2))
attempt(s.sendto, 5, ("1.2.3.4", 9))
attempt(s.sendto, b"hello")
# An empty buffer is sent again and again, until the time is up.
s.settimeout(0.1)
attempt(s.sendto, b"", ("1.2.3.4", 9))
s.setblocking(False)
attempt(s.sendto, b"", ("1.2.3.4", 9))
