# start when "listening"
# access-point {"ssid": "another", "key": "its own key"}
# The network goes: the board counts as not connected, and its connections are ended by lwIP. It joins again by itself. That they
# are ended, and do not wait until their time is up, is from the sources of the IDF and of lwIP; it was not seen on a board.
import network
import socket
import time
from attempts import attempt

sta = network.WLAN(network.STA_IF)
sta.active(True)
sta.connect("my board", "my secret")
while not sta.isconnected():
    time.sleep_ms(20)
s = socket.socket()
s.connect(("192.168.4.1", 8765))
s.send(b"hello")
while sta.isconnected():
    time.sleep_ms(20)
print(sta.ifconfig()[0], s.fileno() >= 0)
s.settimeout(0.2)
attempt(s.recv, 10)
attempt(s.recv, 10)
attempt(socket.socket().connect, ("192.168.4.1", 8765))
attempt(socket.getaddrinfo, "www.example.com", 80)
# No connect() here: the driver goes on trying.
while not sta.isconnected():
    time.sleep_ms(20)
print(sta.status(), sta.ifconfig()[0])
s = socket.socket()
s.connect(("192.168.4.1", 8765))
s.send(b"back")
