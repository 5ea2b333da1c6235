# peer web.test = ["GET /led?on HTTP/1.0\r\n\r\n"]
# Mistake: str(request), which is how bytes are written in a program: with b'' around them and \r\n in letters.
import online
import socket

s = socket.socket()
s.connect(("web.test", 80))
request = s.recv(100)
print(str(request), len(request), len(str(request)))
print(str(request).find("/led"), request.decode().find("/led"))
print(str(request).split("\r\n") == [str(request)], request.decode().split("\r\n")[0])
print(str(request, "utf-8") == request.decode())
b"\xff is no text".decode()
