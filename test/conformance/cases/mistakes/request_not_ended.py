# peer www.example.com = http
# Mistake: a request without the blank line that ends it. The server waits for the rest, and the board for an answer.
import online
import socket


def ask(request):
    s = socket.socket()
    s.settimeout(0.4)
    s.connect(("www.example.com", 80))
    s.send(request)
    try:
        print(s.readline())
    except OSError as e:
        print(e)
    s.close()


ask(b"GET / HTTP/1.1\r\nHost: www.example.com\r\n")
ask(b"GET / HTTP/1.1\r\nHost: www.example.com")
ask(b"GET / HTTP/1.0")
ask(b"GET / HTTP/1.1\r\nHost: www.example.com\r\n\r\n")
