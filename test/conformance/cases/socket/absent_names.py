# What CPython has and a board has not: the module's names, then those of a socket, each with what a script gets for it.
import socket


def report(thing, names):
    for name in names.split():
        try:
            print(name, getattr(thing, name), "is there")
        except AttributeError as e:
            print(e)


report(
    socket,
    """gethostbyname gethostbyname_ex gethostbyaddr gethostname getfqdn getnameinfo getservbyname inet_aton inet_ntoa inet_pton inet_ntop
    htons ntohs create_connection create_server socketpair fromfd error timeout gaierror herror has_ipv6 SOMAXCONN INADDR_ANY
    SO_KEEPALIVE SO_LINGER SO_RCVTIMEO SO_SNDTIMEO SO_RCVBUF SO_SNDBUF SO_ERROR SO_REUSEPORT IP_DROP_MEMBERSHIP IP_MULTICAST_TTL
    IP_MULTICAST_LOOP IP_MULTICAST_IF IPPROTO_ICMP SHUT_RD SHUT_WR SHUT_RDWR AI_PASSIVE AI_CANONNAME AI_NUMERICHOST MSG_WAITALL
    setdefaulttimeout getdefaulttimeout sethostname AF_UNIX TCP_KEEPIDLE SocketType""",
)
report(
    socket.socket(),
    """shutdown getsockname getpeername getsockopt gettimeout getblocking connect_ex recv_into recvfrom_into sendmsg sendfile detach
    dup readlines writelines flush closed __enter__ __exit__ __iter__ family type proto""",
)
# The names of the module cannot be added to, and what is there cannot be changed for a socket.
for change in ("socket.timeout = OSError", "socket.socket().timeout = 5", "socket.socket.settimeout = None"):
    try:
        exec(change)
        print(change, "is done")
    except AttributeError as e:
        print(e)
socket.timeout
