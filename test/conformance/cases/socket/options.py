import socket
from attempts import attempt

s = socket.socket()
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
attempt(s.setsockopt, socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
# The level is ignored.
attempt(s.setsockopt, 0, socket.SO_REUSEADDR, True)
attempt(s.setsockopt, socket.SOL_SOCKET, 8, 1)
attempt(s.setsockopt, socket.SOL_SOCKET, 9, None)
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, "yes")
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR, None)
attempt(s.setsockopt, socket.SOL_SOCKET, None, 1)
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_BINDTODEVICE, 1)
attempt(s.setsockopt, 0, socket.IP_ADD_MEMBERSHIP, b"short")
attempt(s.setsockopt, 0, socket.IP_ADD_MEMBERSHIP, 1)
attempt(s.setsockopt, 0, 20, None)
attempt(s.settimeout, None)
attempt(s.settimeout, 1)
attempt(s.settimeout, 0.5)
attempt(s.settimeout, "1")
attempt(s.settimeout, -1)
attempt(s.setblocking, 0)
attempt(s.setblocking, [])
attempt(s.makefile)
attempt(s.makefile, "rb")
attempt(s.makefile, "rb", 0)

# A socket can be bound to an interface by lwIP's name for it; an unknown one is error 19.
import network

for interface in (network.WLAN(network.STA_IF), network.WLAN(network.AP_IF)):
    attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_BINDTODEVICE, interface.config("ifname"))
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_BINDTODEVICE, "eth7")
attempt(s.setsockopt, socket.SOL_SOCKET, socket.SO_REUSEADDR)
# On a closed socket all fail but those that lwIP does not get to see.
s.close()
for option in (socket.SO_REUSEADDR, socket.SO_BROADCAST, socket.TCP_NODELAY):
    attempt(s.setsockopt, 0, option, 1)
attempt(s.setsockopt, 0, socket.SO_BINDTODEVICE, "st1")
attempt(s.setsockopt, 0, 9, 1)
attempt(s.settimeout, 1)
attempt(s.setblocking, True)
