# The addresses that bind takes are those of connect: names and numbers, ports as text. What it does not take spoils nothing.
import socket

import online
from attempts import attempt


def bind(address, kind=socket.SOCK_STREAM):
    s = socket.socket(socket.AF_INET, kind)
    try:
        attempt(s.bind, address)
    finally:
        s.close()


for address in (("", 8200), ("0.0.0.0", "8200"), [b"", b"8200"], ("localhost", 8200), ("192.168.237.50", 8200), ("", 0), ("", "")):
    bind(address)
    bind(address, socket.SOCK_DGRAM)
print("-- wrong")
for address in (
    ("", "http"), ("", 65536), ("", -1), ("", None), ("", 80.0), (None, 80), (80, ""), ("",), ("", 80, 0), "", 8200, None, {},
    ("no-such-host.invalid", 80), ("256.1.1.1", 80),
):
    bind(address)

s = socket.socket()
attempt(s.bind, ("", "http"))
# It is as new as before.
attempt(s.recv, 1)
print(s.bind(("", 8200)))
attempt(s.bind, ("", 8201))
attempt(s.send, b"x")
