# interrupt when "waiting"
# peer silent.test = ["no end of line"]
import socket

import online

s = socket.socket()
s.connect(("silent.test", 80))

try:
    print("waiting")
    s.readline()
finally:
    print("finally")
