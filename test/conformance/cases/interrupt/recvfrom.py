# interrupt when "waiting"
import socket

import online

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 5005))

try:
    print("waiting")
    s.recvfrom(10)
finally:
    print("finally")
