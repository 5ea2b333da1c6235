# The names of the module, and what is not there.
import socket
import usocket
from attempts import attempt

for name in sorted(dir(socket)):
    value = getattr(socket, name)
    if isinstance(value, int):
        print(name, value)
print([name for name in sorted(dir(socket)) if name[0] > "_" and not isinstance(getattr(socket, name), int)])
print(socket.__name__, socket.__init__())
print(socket is usocket, socket, socket.socket)
missing = """gethostbyname gethostname inet_aton inet_ntoa inet_pton inet_ntop create_connection socketpair error timeout
gaierror herror has_ipv6 SOMAXCONN INADDR_ANY SO_KEEPALIVE SO_LINGER SO_RCVTIMEO SO_SNDTIMEO SO_RCVBUF SO_SNDBUF SO_ERROR
SO_REUSEPORT IP_DROP_MEMBERSHIP IPPROTO_ICMP SHUT_RDWR AI_PASSIVE MSG_WAITALL setdefaulttimeout sethostname"""
print([name for name in missing.split() if hasattr(socket, name)])
s = socket.socket()
absent = """shutdown getsockname getpeername getsockopt gettimeout connect_ex recv_into recvfrom_into sendmsg detach readlines
flush __enter__ __exit__ __iter__ family type proto"""
print([name for name in absent.split() if hasattr(s, name)])
attempt(lambda: s.shutdown(1))
attempt(lambda: s.family)
print([name for name in sorted(dir(socket.socket)) if not name.startswith("__")])
print(hasattr(socket.socket, "fileno"), callable(socket.socket.settimeout))
print(s, type(s), repr(s))
