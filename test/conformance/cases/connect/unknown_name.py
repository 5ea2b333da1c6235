# The name is one of those that never exist (RFC 6761).
import online
import socket
from attempts import attempt

try:
    socket.getaddrinfo("no-such-host.invalid", 80)
except OSError as e:
    print(e, e.errno, e.args)
attempt(socket.socket().connect, ("no-such-host.invalid", 80))
socket.getaddrinfo("no-such-host.invalid", 80)
