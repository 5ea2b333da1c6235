# peer deaf.test = deaf
# The same socket again, while its first attempt is still under way.
import online
import socket

s = socket.socket()
s.setblocking(False)
try:
    s.connect(("deaf.test", 80))
except OSError as e:
    print(e)
s.connect(("deaf.test", 80))
