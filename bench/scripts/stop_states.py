# Waits in one state until it is stopped. What it prints tells when it begins to wait, and that its finally block has run.
import asyncio
import select
import socket
import ssl
import time

from addresses import DEAF_PORT, SILENT_PORT, STATE
from platform_facts import HOST, ON_BOARD, connect


def compute():
    while True:
        pass


def listener():
    s = socket.socket()
    s.bind(("0.0.0.0", 0 if not ON_BOARD else 8123))
    s.listen(1)
    return s


def udp():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.bind(("0.0.0.0", 0 if not ON_BOARD else 8123))
    return s


def send_for_ever(s):
    while True:
        s.sendall(bytes(20000))


def full():
    s = connect(SILENT_PORT)
    s.settimeout(0.3)
    try:
        while True:
            s.send(bytes(20000))
    except OSError:
        s.settimeout(None)
    return s


def secure():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if not ON_BOARD:
        context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    raw = connect(SILENT_PORT)
    return lambda: context.wrap_socket(raw, server_hostname="localhost")


async def idle():
    reader, _ = await asyncio.open_connection(HOST, SILENT_PORT)
    await reader.read(1)


if STATE == "connect":
    s = socket.socket()
    call = lambda: s.connect((HOST, DEAF_PORT))
elif STATE == "accept":
    call = listener().accept
elif STATE == "recv":
    s = connect(SILENT_PORT)
    call = lambda: s.recv(10)
elif STATE == "recvfrom":
    s = udp()
    call = lambda: s.recvfrom(10)
elif STATE == "send, window full":
    s = full()
    call = lambda: send_for_ever(s)
elif STATE == "TLS handshake":
    call = secure()
elif STATE == "poll":
    s = connect(SILENT_PORT)
    poller = select.poll()
    poller.register(s, select.POLLIN)
    call = poller.poll
elif STATE == "asyncio, idle":
    call = lambda: asyncio.run(idle())
elif STATE == "sleep":
    call = lambda: time.sleep(1000)
elif STATE == "computing":
    call = compute

print("waiting")
try:
    call()
finally:
    print("finally")
