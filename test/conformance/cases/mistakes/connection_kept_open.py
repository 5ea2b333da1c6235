# peer keeps.test = ["<data>", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"]
# peer closes.test = ["<data>", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello", "<fin>"]
# Mistake: read() until the end of a connection that HTTP/1.1 keeps open. It waits, and loses what it has when its time is up.
import online
import socket


def ask(name, header):
    s = socket.socket()
    s.settimeout(0.4)
    s.connect((name, 80))
    s.send(b"GET / HTTP/1.1\r\nHost: x\r\n" + header + b"\r\n")
    return s


s = ask("keeps.test", b"")
try:
    print(s.read())
except OSError as e:
    print(e)
try:
    print(s.recv(100))
except OSError as e:
    print(e)
s.close()

s = ask("closes.test", b"Connection: close\r\n")
print(s.read())
s.close()

# Or as many bytes as the header says.
s = ask("keeps.test", b"")
length = 0
while True:
    line = s.readline()
    if line == b"\r\n":
        break
    if line.startswith(b"Content-Length:"):
        length = int(line[15:])
print(s.read(length))
s.close()
