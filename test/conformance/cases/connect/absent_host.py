# peer closed.test = closed
# Hosts that nobody has: silence, which a timeout ends. A UDP socket is connected at once to whoever it may be.
import socket

import online
from attempts import attempt, attempt_taking

# The router of the simulated network has no server either.
for host in ("192.168.237.77", "192.168.237.1"):
    s = socket.socket()
    s.settimeout(0.2)
    attempt_taking(300, s.connect, (host, 80))
    # The attempt goes on.
    attempt(s.connect, (host, 80))
    attempt_taking(300, s.recv, 1)
    attempt_taking(300, s.send, b"x")
    s.close()

u = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
attempt_taking(0, u.connect, ("192.168.237.77", 80))
print(u.send(b"into the void"), u.sendto(b"as well", ("192.168.237.78", 80)))
attempt(u.connect, ("no-such-host.invalid", 80))
# Connected anew, as often as it likes.
print(u.connect(("127.0.0.1", 5040)), u.connect(("127.0.0.1", 5041)))
attempt(socket.socket(socket.AF_INET, socket.SOCK_DGRAM).send, b"x")

# A timeout does not hide a refusal.
s = socket.socket()
s.settimeout(3)
attempt(s.connect, ("closed.test", 80))
s = socket.socket()
s.settimeout(0.05)
attempt(s.connect, ("127.0.0.1", 8190))
