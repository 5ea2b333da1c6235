# TLS 1.2 without verification, as a script on the board uses it: full handshakes, and a download.
import ssl

from addresses import TLS_DOWNLOAD_PORT, TLS_PORT
from platform_facts import ON_BOARD, connect, elapsed_us, now_us, report

HANDSHAKES = 60
RUNS = 3
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
if not ON_BOARD:
    context.check_hostname = False
    context.maximum_version = ssl.TLSVersion.TLSv1_2
context.verify_mode = ssl.CERT_NONE


def handshakes_per_second():
    start = now_us()
    for _ in range(HANDSHAKES):
        context.wrap_socket(connect(TLS_PORT), server_hostname="localhost").close()
    return HANDSHAKES / elapsed_us(start) * 1000000


def megabytes_per_second():
    s = context.wrap_socket(connect(TLS_DOWNLOAD_PORT), server_hostname="localhost")
    buffer = bytearray(4096)
    readinto = s.readinto if ON_BOARD else s.recv_into
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


report("TLS handshakes/s", [handshakes_per_second() for _ in range(RUNS)])
report("TLS download, MB/s", [megabytes_per_second() for _ in range(RUNS)])
