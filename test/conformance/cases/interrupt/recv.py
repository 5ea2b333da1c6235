# interrupt when "waiting"
# peer silent.test = []
import socket

import online

s = socket.socket()
s.connect(("silent.test", 80))

try:
    print("waiting")
    s.recv(10)
finally:
    print("finally")
