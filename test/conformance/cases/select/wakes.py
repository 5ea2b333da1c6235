# peer slow.test = ["<data>", 300, "late"]
# type "abc\n" when "type something"
# What ends the wait of a poll: a socket, a callback, what is typed, the time.
import io
import online
import select
import socket
import sys
import time
from machine import Pin, Timer
from micropython import schedule
from attempts import attempt_taking


class Flag(io.IOBase):
    state = 0

    def ioctl(self, request, mask):
        return self.state & mask

    def set(self, _=None):
        self.state = 1
        print("set")


def wait(stream, ms=-1):
    poller = select.poll()
    poller.register(stream, select.POLLIN)
    return [event for _, event in poller.poll(ms)]


print("-- a socket")
s = socket.socket()
s.connect(("slow.test", 80))
s.send(b"x")
attempt_taking(300, wait, s)
s.recv(10)
print("-- the time")
attempt_taking(200, wait, s, 200)
print("-- a timer's callback")
flag = Flag()
Timer(0, mode=Timer.ONE_SHOT, period=200, callback=flag.set)
attempt_taking(200, wait, flag)
print("-- a timer's callback that closes the socket")
Timer(0, mode=Timer.ONE_SHOT, period=200, callback=lambda t: s.close())
attempt_taking(200, wait, s)
print("-- a callback that answers itself")
a, b = socket.socket(socket.AF_INET, socket.SOCK_DGRAM), socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
a.bind(("127.0.0.1", 4000))
Timer(0, mode=Timer.ONE_SHOT, period=200, callback=lambda t: b.sendto(b"x", ("127.0.0.1", 4000)))
attempt_taking(200, wait, a)
print("-- a pin's callback")
flag = Flag()
pin = Pin(4, Pin.OUT)
pin.irq(flag.set, Pin.IRQ_RISING)
Timer(0, mode=Timer.ONE_SHOT, period=200, callback=lambda t: pin.on())
attempt_taking(200, wait, flag)
print("-- a scheduled function")
flag = Flag()
schedule(flag.set, 0)
attempt_taking(0, wait, flag)
print("-- select")
flag = Flag()
Timer(0, mode=Timer.ONE_SHOT, period=200, callback=flag.set)
attempt_taking(200, lambda: [len(some) for some in select.select([flag], [], [])[:1]])
print("-- what is typed")
print("type something")
print(wait(sys.stdin), wait(sys.stdin, 0), sys.stdin.read(4), wait(sys.stdin, 0))
