# interrupt when "waiting"
import socket

import online

s = socket.socket()
s.bind(("", 8123))
s.listen(1)

try:
    print("waiting")
    s.accept()
finally:
    print("finally")
