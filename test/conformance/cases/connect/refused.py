# peer closed.test = closed
import online
import socket
from attempts import attempt

s = socket.socket()
try:
    s.connect(("closed.test", 80))
except OSError as e:
    print(e, e.errno, e.args, repr(e))
# The socket is spoilt by the failed attempt.
attempt(s.connect, ("closed.test", 80))
attempt(s.send, b"x")
attempt(s.recv, 1)
s.close()

s = socket.socket()
s.settimeout(5)
attempt(s.connect, ("closed.test", 80))

s = socket.socket()
s.connect(("closed.test", 80))
