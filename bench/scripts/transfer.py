# Bytes that are received, one way and to and fro.
import time

from addresses import DOWNLOAD_PORT, ECHO_PORT
from platform_facts import connect, elapsed_us, now_us, report

RUNS = 8
CALLS = 20000
ROUND_TRIPS = 3000


def download_recv():
    s = connect(DOWNLOAD_PORT)
    total = 0
    start = now_us()
    while True:
        data = s.recv(512)
        if not data:
            break
        total += len(data)
    duration = elapsed_us(start)
    s.close()
    return total / duration


def download_readinto():
    s = connect(DOWNLOAD_PORT)
    buffer = bytearray(4096)
    readinto = s.readinto if hasattr(s, "readinto") else s.recv_into
    total = 0
    start = now_us()
    while True:
        count = readinto(buffer)
        if not count:
            break
        total += count
    duration = elapsed_us(start)
    s.close()
    return total / duration


def recv_one():
    s = connect(ECHO_PORT)
    for _ in range(CALLS // 4000):
        s.send(b"x" * 4000)
        time.sleep(0.05)  # let all of it arrive: what is measured is reading what waits
    recv = s.recv
    start = now_us()
    for _ in range(CALLS):
        recv(1)
    duration = elapsed_us(start)
    s.close()
    return CALLS / duration


def ping_pong():
    s = connect(ECHO_PORT)
    send = s.send
    recv = s.recv
    start = now_us()
    for _ in range(ROUND_TRIPS):
        send(b"x")
        recv(1)
    duration = elapsed_us(start)
    s.close()
    return ROUND_TRIPS / duration * 1000000


for name, measure in (
    ("recv(512) download, MB/s", download_recv),
    ("readinto(4096) download, MB/s", download_readinto),
    ("recv(1) on waiting data, calls/us", recv_one),
    ("ping-pong, round trips/s", ping_pong),
):
    report(name, [measure() for _ in range(RUNS)])
