# A timer's callback runs in everything that waits, and in what does not wait at all: more than once, and not only afterwards.
# peer slow.test = [400, "late"]
# peer deaf.test = deaf
# peer slow.handshake.test = ["<data>", 400, "<reset>"]
# type "Ada\n" when "callbacks run"
import asyncio
import online
import select
import socket
import ssl
import time
from machine import Timer

ATTEMPTS = 20
count = 0
asks = False


def tick(timer):
    global count
    count += 1
    if asks and count == 3:
        print("callbacks run")


# On a busy computer the ticks of a short wait may all come late.
def during(what, action):
    global count
    for i in range(ATTEMPTS):
        count = 0
        try:
            result = action()
        except OSError as e:
            result = e.errno
        if count >= 2:
            return print(what, "with callbacks", result)
    print(what, "without callbacks", result)


def server():
    listener = socket.socket()
    listener.bind(("0.0.0.0", 8123))
    listener.listen(1)
    listener.settimeout(0.3)
    return listener


def datagrams():
    sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    sock.bind(("0.0.0.0", 8124))
    sock.settimeout(0.3)
    return sock


def connect(name):
    s = socket.socket()
    s.settimeout(0.3)
    s.connect((name, 80))


def receive():
    s = socket.socket()
    s.connect(("slow.test", 80))
    return s.recv(10)


def handshake():
    s = socket.socket()
    s.connect(("slow.handshake.test", 443))
    return ssl.wrap_socket(s)


def flag_is_set():
    while count < 3:
        pass


def flag_is_seen_from_a_function():
    for i in range(10**9):
        if count >= 3:
            return "seen"


def poll(milliseconds):
    poller = select.poll()
    poller.register(idle, select.POLLIN)
    return poller.poll(milliseconds)


def ipoll():
    poller = select.poll()
    poller.register(idle, select.POLLIN)
    return list(poller.ipoll(200))


async def task():
    await asyncio.sleep_ms(200)
    return "done"


def wait_for_input():
    global asks
    asks = True
    return input("Name? ")


listener, idle = server(), datagrams()
timer = Timer(0, period=20, callback=tick)
during("sleep", lambda: time.sleep(0.2))
during("sleep_ms", lambda: time.sleep_ms(200))
during("sleep_us", lambda: time.sleep_us(200_000))
during("loop", flag_is_set)
during("for", flag_is_seen_from_a_function)
during("recv", receive)
during("accept", listener.accept)
during("recvfrom", lambda: idle.recvfrom(10))
during("connect", lambda: connect("deaf.test"))
during("poll", lambda: poll(200))
during("ipoll", ipoll)
during("select", lambda: select.select([idle], [], [], 0.2))
during("handshake", handshake)
during("asyncio", lambda: asyncio.run(task()))
during("input", wait_for_input)
timer.deinit()
