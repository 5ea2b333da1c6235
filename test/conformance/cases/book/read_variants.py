# peer www.example.com = http
# The ways of the book's chapter to send a request and to read the answer.
import online
import socket

PAGE = b"GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n"


def connected():
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect(socket.getaddrinfo("www.example.com", 80)[0][-1])
    return s


s = connected()
print(s.send(PAGE), len(PAGE))
buffer = s.recv(15)
print(buffer, len(buffer))
rest = s.read()
print(len(rest), s.read(), s.recv(512))
s.close()

s = connected()
print(s.write(PAGE))
print(s.readline())
while True:
    line = s.readline()
    if line == b"\r\n":
        break
    print(line.decode().rstrip())
print(s.read(15), s.read(6))
s.close()

s = connected()
print(s.sendall(PAGE))
buffer = bytearray(20)
print(s.readinto(buffer), buffer)
print(s.readinto(buffer, 5), buffer)
s.close()

s = connected()
f = s.makefile("rwb", 0)
print(f is s)
f.write("GET / HTTP/1.0\r\n\r\n")
print(f.readline())
f.close()
print(s.fileno())

s = connected()
s.send(PAGE)
print(s.recvfrom(8))
s.close()

# A host name instead of an address.
s = socket.socket()
s.connect(("www.example.com", 80))
s.send(b"GET /nothing HTTP/1.0\r\n\r\n")
print(s.recv(24))
s.close()
