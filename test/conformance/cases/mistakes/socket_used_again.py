# peer closed.test = closed
# peer open.test = ["hello"]
# Mistake: another attempt with a socket whose connect() has failed, or that was closed.
import online
import socket
from attempts import attempt

s = socket.socket()
attempt(s.connect, ("closed.test", 80))
attempt(s.connect, ("open.test", 80))
s.close()
attempt(s.connect, ("open.test", 80))
attempt(s.bind, ("", 8080))
attempt(s.send, b"x")
# A connected one cannot be connected elsewhere either.
s = socket.socket()
attempt(s.connect, ("open.test", 80))
attempt(s.connect, ("open.test", 80))
s.close()
# Right: a socket for each attempt.
for name in ("closed.test", "open.test"):
    s = socket.socket()
    try:
        s.connect((name, 80))
        print(s.recv(5))
    except OSError as e:
        print(e)
    finally:
        s.close()
s.connect(("open.test", 80))
