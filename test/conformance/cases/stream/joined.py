# peer pieces.test = ["abc", 20, "def", 20, "ghi", 20, "done"]
# peer much.test = [["0123456789", 3000], "<fin>"]
# peer echo.test = echo
# recv gives everything that waits, from however many pieces, and no more than lwIP's window. What a read does that may not wait.
import select
import socket
import time

import online
from attempts import attempt


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    return s


def all_of(s, length):
    while len(s.recv(length, socket.MSG_PEEK)) < length:
        pass


s = connected("pieces.test")
all_of(s, 13)
print(s.recv(4), s.recv(100, socket.MSG_PEEK | socket.MSG_DONTWAIT), s.recv(100))
attempt(s.recv, 100, socket.MSG_PEEK | socket.MSG_DONTWAIT)
s.close()

s = connected("much.test")
sizes = []
while not sizes or sizes[-1] > 0:
    sizes.append(len(s.recv(20000)))
print(sum(sizes), max(sizes) <= 5760, len(sizes) >= 6)
s.close()

print("-- without blocking")
s = connected("echo.test")
s.setblocking(False)
poller = select.poll()
poller.register(s, select.POLLIN)


def echoed(data):
    s.send(data)
    while len(data) > 0:
        poller.poll(2000)
        try:
            if s.recv(len(data), socket.MSG_PEEK) == data:
                return
        except OSError:
            pass


print(s.read(), s.read(-1), s.read(5), s.readline(), s.readline(3), s.readinto(bytearray(4)))
echoed(b"some")
print(s.read(), s.read())
echoed(b"some")
print(s.read(10), s.read(10))
echoed(b"some")
buffer = bytearray(6)
print(s.readinto(buffer), buffer, s.readinto(buffer))
echoed(b"line\nrest")
print(s.readline(), s.readline(), s.readline())
echoed(b"abcdef")
print(s.readline(2), s.read(0), s.readinto(buffer, 2), buffer, s.read(2))
print(s.write(b"x"), s.write(b""), s.makefile() is s)
