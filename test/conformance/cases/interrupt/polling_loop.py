# interrupt when "waiting"
# peer silent.test = []
import socket

import online

s = socket.socket()
s.connect(("silent.test", 80))
s.setblocking(False)

try:
    print("waiting")
    while True:
        try:
            s.recv(1)
        except OSError:
            pass
finally:
    print("finally")
