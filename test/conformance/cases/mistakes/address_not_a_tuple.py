# Mistake: host and port as two arguments.
import socket
from attempts import attempt

s = socket.socket()
attempt(s.bind, "0.0.0.0", 80)
attempt(s.connect, "127.0.0.1", 80)
attempt(s.connect, "127.0.0.1:80")
attempt(s.connect, ("127.0.0.1",))
attempt(s.connect, 80)
attempt(s.connect, (80, "127.0.0.1"))
attempt(s.bind, ("0.0.0.0", 8080))
s.connect("127.0.0.1", 80)
