# peer silent.test = ["<data>"]
# peer tls.test = tls {}
# interrupt when "waiting"
# A handshake that waits, on a socket that blocks and on one that does not: callbacks run, and Ctrl-C ends it.
import machine
import online
import socket
import ssl
import time

ticks = []
timer = machine.Timer(0)


def start(blocking):
    s = socket.socket()
    s.connect(("silent.test", 443))
    s.setblocking(blocking)
    return s


def tick(t):
    ticks.append(1)
    if len(ticks) == 5:
        t.deinit()
        print("ticked")
        s.close()


for blocking in (True, False):
    ticks.clear()
    timer.init(period=20, callback=tick)
    s = start(blocking)
    try:
        ssl.wrap_socket(s)
    except OSError as e:
        print(e)

# Without an answer a timeout of the socket ends the handshake.
s = start(True)
s.settimeout(0.3)
try:
    ssl.wrap_socket(s)
except OSError as e:
    print(e)
s.close()

# On a socket that does not block, the handshake waits nevertheless.
s = socket.socket()
s.connect(("tls.test", 443))
s.setblocking(False)
s = ssl.wrap_socket(s)
print(s.read(1), s.write(b"x"))
s.setblocking(True)
print(s.read(1))
s.close()

s = start(False)
try:
    print("waiting")
    ssl.wrap_socket(s)
except KeyboardInterrupt:
    print("interrupted", s.fileno() >= 0)
