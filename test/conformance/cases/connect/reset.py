# peer resets.test = ["<data>", "<reset>"]
# peer tells.test = ["last words", "<data>", "<reset>"]
import online
import socket
from attempts import attempt


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    return s


s = connected("resets.test")
s.send(b"x")
try:
    s.recv(10)
except OSError as e:
    print(e, e.errno)
attempt(s.recv, 10)
attempt(s.read, 10)
attempt(s.send, b"x")
attempt(s.write, b"x")

s = connected("resets.test")
s.write(b"x")
attempt(s.read)
attempt(s.read)

s = connected("resets.test")
s.write(b"x")
attempt(s.readline)
attempt(s.readinto, bytearray(4))

s = connected("tells.test")
print(s.recv(4))
s.send(b"x")
print(s.recv(100))
attempt(s.recv, 100)
attempt(s.recv, 100)

s = connected("resets.test")
s.send(b"x")
s.recv(10)
