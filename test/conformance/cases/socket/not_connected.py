# A new socket cannot send or receive.
import socket
from attempts import attempt

s = socket.socket()
attempt(s.recv, 10)
attempt(s.recv, 0)
attempt(s.recvfrom, 10)
attempt(s.read)
attempt(s.read, 5)
attempt(s.readline)
attempt(s.readinto, bytearray(3))
attempt(s.send, b"x")
attempt(s.sendall, b"x")
attempt(s.write, b"x")
attempt(s.write, b"")
s.setblocking(False)
attempt(s.recv, 10)
attempt(s.send, b"x")
s.recv(10)
