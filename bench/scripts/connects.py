# Connections made one after the other: socket, connect, close.
from addresses import ECHO_PORT
from platform_facts import connect, elapsed_us, now_us, report

CONNECTS = 300
RUNS = 4


def connects_per_second():
    start = now_us()
    for _ in range(CONNECTS):
        connect(ECHO_PORT).close()
    return CONNECTS / elapsed_us(start) * 1000000


report("connects/s", [connects_per_second() for _ in range(RUNS)])
