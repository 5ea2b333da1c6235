# Nothing that needs a network works before Wi-Fi has an address; what needs none does.
import network
import socket
from attempts import attempt

s = socket.socket()
attempt(s.connect, ("192.168.237.1", 80))
# There was no route, so the socket is as good as new.
attempt(s.connect, ("192.168.237.1", 80))
attempt(s.recv, 1, socket.MSG_DONTWAIT)
attempt(socket.getaddrinfo, "www.example.com", 80)
attempt(socket.socket().connect, ("www.example.com", 80))
attempt(socket.getaddrinfo, "192.168.237.1", 80)
attempt(socket.getaddrinfo, "localhost", 80)

wlan = network.WLAN(network.STA_IF)
wlan.active(True)
attempt(socket.socket().connect, ("192.168.237.1", 80))
wlan.connect("name", "key")
attempt(socket.socket().connect, ("192.168.237.1", 80))
attempt(socket.getaddrinfo, "www.example.com", 80)


def fetch():
    s.connect(("192.168.237.1", 80))


fetch()
