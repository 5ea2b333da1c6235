# peer silent.test = []
# Mistake: timeouts below a tenth of a second, negative ones, and milliseconds in place of seconds.
import online
import socket
from attempts import attempt, attempt_taking

s = socket.socket()
s.connect(("silent.test", 80))
s.settimeout(0.05)
attempt_taking(100, s.recv, 1)
attempt(s.recv, 1)
s.settimeout(0.1)
attempt(s.recv, 1)
s.settimeout(0)
attempt(s.recv, 1)
attempt(s.settimeout, "1")
attempt(s.settimeout)
print(s.settimeout(-1), s.settimeout(5000), s.settimeout(None))
s.settimeout(0.05)
s.recv(1)
