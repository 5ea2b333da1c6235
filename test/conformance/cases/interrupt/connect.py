# interrupt when "waiting"
# peer deaf.test = deaf
import socket

import online

s = socket.socket()

try:
    print("waiting")
    s.connect(("deaf.test", 80))
finally:
    print("finally")
