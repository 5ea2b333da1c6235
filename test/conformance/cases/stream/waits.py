# peer slow.test = ["<data>", 250, "late"]
# peer silent.test = []
# How long calls wait: whole slices of 100 ms, of which there is one more than the timeout has; below zero for ever.
import socket
from machine import Timer

import online
from attempts import attempt, attempt_taking


def connected(name):
    s = socket.socket()
    s.connect((name, 80))
    s.send(b"x")
    return s


for timeout in (-1, -0.001, None, 1 << 20):
    s = connected("slow.test")
    s.settimeout(timeout)
    attempt_taking(250, s.recv, 10)
    s.close()

s = connected("silent.test")
for timeout, ms in ((True, 1100), (0.49, 500), (0.1, 200), (0.199, 200), (0.001, 100)):
    s.settimeout(timeout)
    attempt_taking(ms, s.recv, 10)
for wrong in ("1", [], b"1", {}):
    attempt(s.settimeout, wrong)
attempt(s.settimeout)
attempt(s.setblocking)
# Callbacks run between the slices, and what they raise is printed; it does not end the call.
ticks = []


def tick(t):
    ticks.append(1)
    if len(ticks) == 2:
        raise ValueError("in a callback")


timer = Timer(0, period=50, callback=tick)
s.settimeout(0.4)
attempt_taking(500, s.recv, 10)
timer.deinit()
print(len(ticks) >= 4)
# A callback that closes the socket ends the call.
Timer(0, mode=Timer.ONE_SHOT, period=150, callback=lambda t: s.close())
s.settimeout(None)
attempt_taking(150, s.recv, 10)

listener = socket.socket()
listener.bind(("", 8180))
listener.listen()
listener.settimeout(0.2)
attempt_taking(300, listener.accept)
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("", 8180))
udp.settimeout(0.2)
attempt_taking(300, udp.recvfrom, 10)
attempt_taking(300, udp.read, 10)
