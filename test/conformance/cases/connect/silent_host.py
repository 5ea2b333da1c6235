# peer deaf.test = deaf
# A host that does not answer at all: lwIP gives up after 12 attempts, 1.5 s apart. Takes 18 seconds.
import online
import socket
import time

s = socket.socket()
start = time.time()
try:
    s.connect(("deaf.test", 80))
except OSError as e:
    print(e, e.errno, time.time() - start in (18, 19))
    raise
