# peer www.example.com = ["hello"]
# Mistake: to give connect() a part of what getaddrinfo() returns, other than the address at its end.
import online
import socket
from attempts import attempt

info = socket.getaddrinfo("www.example.com", 80)
s = socket.socket()
attempt(s.connect, info)
attempt(s.connect, info[0])
attempt(s.connect, info[0][-1][0])
attempt(s.connect, info[0][-2])
attempt(s.connect, info[0][-1])
print(s.recv(10))
s.close()
socket.socket().connect(info[0])
