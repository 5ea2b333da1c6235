# Mistake: what CPython's sockets can do and those of a board cannot.
import network
import socket
import ssl
from attempts import attempt

s = socket.socket()
for name in "shutdown getsockname getpeername getsockopt gettimeout connect_ex recv_into recvfrom_into sendmsg detach family type proto".split():
    attempt(getattr, s, name)
for name in "gethostbyname gethostname inet_aton inet_ntoa create_connection create_server socketpair setdefaulttimeout SHUT_WR SO_KEEPALIVE SOMAXCONN has_ipv6".split():
    attempt(getattr, socket, name)
attempt(lambda: socket.socket(family=socket.AF_INET))
attempt(lambda: s.settimeout(timeout=5))
attempt(lambda: s.connect(address=("127.0.0.1", 80)))
attempt(lambda: s.listen(backlog=5))
attempt(lambda: socket.getaddrinfo("127.0.0.1", port=80))
attempt(lambda: list(s))
attempt(getattr, ssl, "create_default_context")
attempt(lambda: network.WLAN(interface=0))
# An option that there is not is no error, but it is told.
print(s.setsockopt(socket.SOL_SOCKET, 8, 1))
with socket.socket() as s:
    pass
