# interrupt when "waiting"
# peer deaf.test = ["<deaf>"]
import socket

import online

s = socket.socket()
s.connect(("deaf.test", 80))
data = bytes(10000)
s.settimeout(0.3)
try:
    while True:
        s.sendall(data)
except OSError:
    s.settimeout(None)

try:
    print("waiting")
    while True:
        s.write(data)
finally:
    print("finally")
