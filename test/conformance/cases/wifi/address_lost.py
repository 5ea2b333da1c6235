# peer echo.test = echo
# peer deaf.test = deaf
# The station loses its address: connections that have it are ended by lwIP, others and listeners are not. This is from the
# sources of the IDF (the address is taken off at the disconnect) and of lwIP; it was not seen on a board.
import online
import network
import select
import socket
import time
from attempts import attempt
from ends import pair

wlan = network.WLAN()


def connected():
    s = socket.socket()
    s.connect(("echo.test", 7))
    s.send(b"hello")
    return s


def join():
    wlan.connect("name", "key")
    while not wlan.isconnected():
        time.sleep_ms(20)


def lost(lose):
    s, t = connected(), connected()
    print(s.recv(10), t.recv(2))
    waiting = socket.socket()
    waiting.setblocking(False)
    attempt(waiting.connect, ("deaf.test", 80))
    lose()
    poll = select.poll()
    poll.register(s, select.POLLIN)
    poll.register(waiting, select.POLLOUT)
    print(len(poll.poll(1000)) > 0)
    # What came before can still be read.
    for socket_ in (s, t):
        attempt(socket_.recv, 10)
        attempt(socket_.recv, 10)
        attempt(socket_.send, b"x")
    for socket_ in (s, t, waiting):
        socket_.close()


a, b = pair()
listener = socket.socket()
listener.bind(("", 8124))
listener.listen(1)
print("-- disconnect")
lost(wlan.disconnect)
join()
print("-- switched off")
lost(lambda: wlan.active(False))
wlan.active(True)
join()
print("-- another address")
lost(lambda: wlan.ifconfig(("192.168.237.77", 24, "192.168.237.1", "192.168.237.1")))
print("-- the same address again, and another gateway")
s = connected()
wlan.ifconfig(("192.168.237.77", 24, "192.168.237.2", "192.168.237.1"))
print(s.recv(10))
print("-- a call that waits is woken")
from machine import Timer

Timer(0).init(mode=Timer.ONE_SHOT, period=100, callback=lambda t: wlan.disconnect())
attempt(s.recv, 10)
print("-- both ends on the board, and a listener")
a.send(b"still here")
print(b.recv(10))
client = socket.socket()
client.connect(("127.0.0.1", 8124))
print(listener.accept()[1][0])
