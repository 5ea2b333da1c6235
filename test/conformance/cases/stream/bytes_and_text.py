# peer http.test = ["HTTP/1.1 200 OK\r\n\r\n", "<fin>"]
# What happens to those who mix bytes and text.
import online
import socket
from attempts import attempt

s = socket.socket()
s.connect(("http.test", 80))
data = s.read()
print(type(data), data)
print(data.decode().split("\r\n"), str(data, "utf8")[:8], str(data)[:10])
print(data.startswith(b"HTTP"), b"200" in data, data.split()[1], int(data.split()[1]))
attempt(data.split, " ")
attempt(data.find, "200")
attempt(lambda: "GET " + data)
attempt(bytes, "abc")
attempt(b"\xff\xfe".decode)
print(b"a" + b"b", b"%s %d" % (b"x", 5), "\u00e4".encode(), len("\u00e4".encode()))
