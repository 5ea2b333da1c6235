# peer lines.test = ["first\nsec", 50, "ond\r\n\nlast", "<fin>"]
import online
import socket
from attempts import attempt


def connected():
    s = socket.socket()
    s.connect(("lines.test", 80))
    return s


s = connected()
for _ in range(6):
    print(s.readline())

s = connected()
print(s.readline(3), s.readline(3), s.readline(3), s.readline(100))
print(s.readline(0), s.readline(-1), s.readline())

# What readline leaves is there for the others.
s = connected()
print(s.readline(), s.recv(1), s.read(3), s.readline(), s.read())

# A socket cannot be iterated over.
attempt(lambda: list(connected()))
attempt(lambda: connected().readlines())
