# peer ends.test = ["bye", "<fin>"]
# peer resets.test = ["bye", "<fin>", "<data>", "<reset>"]
# The other side has ended its half: reading gives b'' for ever, writing goes on.
import select
import socket
import time

import online
from attempts import attempt


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    return s


def flags(s, mask):
    poller = select.poll()
    poller.register(s, mask)
    return [event for _, event in poller.poll(1000)]


s = connected("ends.test")
print(s.recv(10), s.recv(10), s.recv(10), s.read(), s.readline(), s.readinto(bytearray(3)))
print(flags(s, select.POLLIN | select.POLLOUT), flags(s, select.POLLIN | select.POLLHUP))
print(s.send(b"still here"), s.sendall(b"and here"), s.write(b"too"))
attempt(s.recvfrom, 5)
s.setblocking(False)
print(s.recv(10), s.recv(10, socket.MSG_DONTWAIT), s.recv(10, socket.MSG_PEEK))
s.close()
# What was read before the end, the board goes on saying after close.
print(s.recv(10), s.read(3))
attempt(s.send, b"x")

print("-- reset after the end: a send tells it once")
s = connected("resets.test")
print(s.read())
while True:
    try:
        s.send(b"x")
        time.sleep_ms(5)
    except OSError as e:
        print(e)
        break
print(s.recv(10), s.read(), flags(s, select.POLLIN | select.POLLOUT | select.POLLHUP))
attempt(s.send, b"x")
attempt(s.write, b"x")
