# Without Wi-Fi there is no route, but the board can talk to itself.
import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(("", 5005))
s.sendto(b"to myself", ("127.0.0.1", 5005))
print(s.recv(100))
s.sendto(b"out", ("192.0.2.1", 5005))
