# peer deaf.test = deaf
# A host that does not answer, and less patience than the network has.
import online
import socket
from attempts import attempt, attempt_taking

s = socket.socket()
s.settimeout(0.25)
attempt_taking(300, s.connect, ("deaf.test", 80))
# The attempt goes on all the same.
attempt(s.connect, ("deaf.test", 80))
attempt(s.recv, 1)
s.setblocking(False)
attempt(s.send, b"x")
attempt(s.recv, 1)
s.close()

# Even a timeout below one slice of 100 ms gives 116 here, and not 11.
s = socket.socket()
s.settimeout(0.05)
attempt_taking(100, s.connect, ("deaf.test", 80))

s = socket.socket()
s.settimeout(0.1)
s.connect(("deaf.test", 80))
