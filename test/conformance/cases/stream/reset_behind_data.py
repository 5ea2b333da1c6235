# peer one.test = ["<data>", "last words", "<reset>"]
# peer much.test = ["<data>", ["0123456789", 500], "<reset>"]
# peer ends.test = ["<data>", "last words", "<fin>"]
# What the other side sends right before it resets the connection can still be read; then comes the error, and not an end.
import select
import socket

import online
from attempts import attempt


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    s.send(b"x")
    return s


for _ in range(5):
    s = connected("one.test")
    print(s.recv(4), s.recv(100))
    attempt(s.recv, 100)
    attempt(s.recv, 100)
    s.close()

s = connected("one.test")
attempt(s.read)
s = connected("one.test")
attempt(s.read, 10)
attempt(s.read, 10)

s = connected("much.test")
received = b""
try:
    while True:
        received += s.recv(700)
except OSError as e:
    print(len(received), e)

s = connected("one.test")
poller = select.poll()
poller.register(s, select.POLLIN | select.POLLHUP)
while poller.poll() != [(s, select.POLLIN | select.POLLHUP)]:
    pass
print(s.recv(100))

s = connected("ends.test")
print(s.read(), s.read(), s.send(b"still"))
