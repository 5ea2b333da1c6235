# peer www.example.com = http
# Mistake: HTTP/1.1 without a Host header. HTTP/1.0 needs none.
import online
import socket


def ask(request):
    s = socket.socket()
    s.connect(("www.example.com", 80))
    s.send(request)
    print(s.readline())
    s.close()


ask(b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n")
ask(b"GET / HTTP/1.1\r\nHost: www.example.com\r\nConnection: close\r\n\r\n")
ask(b"GET / HTTP/1.0\r\n\r\n")
