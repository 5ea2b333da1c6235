# peer echo.test = echo
# peer resets.test = ["<data>", "<reset>"]
import online
import socket
from attempts import attempt

s = socket.socket()
attempt(s.connect, ("echo.test", 80))
attempt(s.connect, ("echo.test", 80))
print(s.send(b"still there"), s.recv(20))
s.close()
attempt(s.connect, ("echo.test", 80))

s = socket.socket()
s.connect(("resets.test", 80))
s.send(b"x")
attempt(s.recv, 1)
attempt(s.connect, ("resets.test", 80))

# Nothing listens on the board itself.
attempt(socket.socket().connect, ("127.0.0.1", 80))
attempt(socket.socket().connect, ("localhost", 80))

s = socket.socket()
s.connect(("echo.test", 80))
s.connect(("echo.test", 80))
