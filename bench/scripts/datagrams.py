# UDP: datagrams sent without waiting, and datagrams that come back one by one.
import socket

from addresses import UDP_ECHO_PORT
from platform_facts import HOST, elapsed_us, now_us, report

DATAGRAMS = 3000
RUNS = 4
PAYLOAD = b"x" * 64
address = socket.getaddrinfo(HOST, UDP_ECHO_PORT)[0][-1]


def open_socket():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.settimeout(1)
    return s


def sent_per_second():
    s = open_socket()
    start = now_us()
    for _ in range(DATAGRAMS):
        s.sendto(PAYLOAD, address)
    duration = elapsed_us(start)
    s.close()
    return DATAGRAMS / duration * 1000000


def echoed_per_second():
    s = open_socket()
    start = now_us()
    for _ in range(DATAGRAMS):
        s.sendto(PAYLOAD, address)
        s.recvfrom(100)
    duration = elapsed_us(start)
    s.close()
    return DATAGRAMS / duration * 1000000


# First what must come back: the server is long busy with those that nobody waits for, and the system drops what it cannot keep.
report("UDP datagrams echoed/s", [echoed_per_second() for _ in range(RUNS)])
report("UDP datagrams sent/s", [sent_per_second() for _ in range(RUNS)])
