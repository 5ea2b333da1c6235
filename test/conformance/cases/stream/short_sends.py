# peer deaf.test = ["<deaf>"]
# What send, sendall and write make of a window that is full.
import socket

import online
from attempts import attempt, attempt_taking

s = socket.socket()
s.connect(("deaf.test", 80))
data = bytes(20000)
s.settimeout(0.3)
try:
    while True:
        s.sendall(data)
except OSError as e:
    # Part of it went, but not all.
    print(e)
s.setblocking(False)
attempt(s.write, data)
attempt(s.send, data)
attempt(s.sendall, data)
# sendto makes one try on a stream, ignores the address, and knows no EAGAIN.
attempt(s.sendto, data, ("1.2.3.4", 5))
attempt(s.send, b"")
attempt(s.sendall, b"")
attempt(s.write, b"")
s.settimeout(0.2)
attempt_taking(300, s.send, data)
attempt_taking(300, s.sendall, data)
attempt_taking(300, s.write, data)
s.settimeout(0.05)
attempt_taking(100, s.send, data)
attempt_taking(100, s.write, data)
s.close()

# Below 100 ms a timeout is that of a non-blocking socket for everything but connect and sendto.
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(0.05)
attempt_taking(100, s.recv, 1)
attempt_taking(100, s.sendto, b"", ("127.0.0.1", 5000))
