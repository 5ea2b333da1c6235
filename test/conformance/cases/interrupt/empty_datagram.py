# interrupt when "waiting"
# A blocking socket sends an empty datagram again and again.
import socket

import online

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)

try:
    print("waiting")
    s.sendto(b"", ("127.0.0.1", 5005))
finally:
    print("finally")
